"""The lines of a mail as the trimming sees them: how deep each is quoted, and what its HTML said about it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST_LOOKED_AT = 1000
# What comes after so many lines is not looked into, but kept as one.
MOST_LINES = 10_000
INVISIBLE = dict.fromkeys(
    [
        0xAD,
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x200F,
        0x2060,
        0xFEFF,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)
# The same letter of Persian and Arabic keyboards; a dotted capital I leaves a combining dot when folded.
ALIKE = str.maketrans({"ي": "ی", "ك": "ک", "ى": "ی", "\u0307": None, "’": "'"})
MARKS = re.compile(r"[ \t]{0,3}>(?:[ \t]?>)*[ \t]?")
LINE_ENDS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


@dataclass(slots=True)
class Line:
    """One line: its words, as they were written (`raw`), the depth of its quotation.

    `role` is what the client itself said in HTML: "quote", "attribution", "signature", or "original" where the
    earlier mail begins.
    """

    text: str
    depth: int = 0
    raw: str = ""
    role: str = ""

    @property
    def is_blank(self):
        return not self.text or self.text.isspace()


@lru_cache(maxsize=2048)
def plain(text):
    """`text` in the form in which phrases are compared: folded, NFKC, without invisible marks."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_LOOKED_AT].translate(INVISIBLE)).casefold()
    return " ".join(text.translate(ALIKE).split())


def lines_of(text):
    """The lines of a plain text, with the quotation marks of RFC 3676 §4.5 counted and taken off."""
    return [_line(raw) for raw in LINE_ENDS.split(_mended(text.replace("\x00", "")), MOST_LINES)]


def _line(raw):
    raw = raw.lstrip("\ufeff")
    text = raw.rstrip()
    marks = MARKS.match(text)
    # An ornament (">>> look here <<<") quotes nobody.
    if not marks or text.endswith("<<<"):
        return Line(text, 0, raw)
    return Line(text[marks.end() :], marks.group().count(">"), raw)


# Clients break the line inside "<address>", so that the ">" comes to stand where a quotation mark would.
BROKEN_BEFORE = re.compile(r"<[ \t]*\r?\n[ \t]*(?:mailto:)?([^<>\r\n@]{1,250}@[^<>\r\n@]{1,250}>)")
BROKEN_AFTER = re.compile(r"(<[^<>\s@]{1,250}@[^<>\s@]{1,250})[ \t]*\r?\n>(?=[ \t]*\w{0,30}[ \t]*:)")
BROKEN_APART = re.compile(
    r"\s{0,9}\n<[ \t]*\r?\n(?:mailto:)?([^<>\r\n]{0,120})<([^<>\s@]{1,250}@[^<>\s@]{1,250})>"
    r"[ \t]*\r?\n>(?=[ \t]*\w{1,30}[ \t]*:)"
)


def _mended(text):
    if "<" not in text:
        return text
    text = BROKEN_APART.sub(r" <\2>", text)
    text = BROKEN_BEFORE.sub(r"<\1", text)
    return BROKEN_AFTER.sub(r"\1>", text)
