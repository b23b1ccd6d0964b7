"""Words of admins with placeholders in braces, for a header, plain text and HTML: one source for all three.

No language but this one: `{name}` of a closed list, whose value stands there as it is. Whatever else is in braces is
printed as it was typed (trust.md, MC36).
"""

import re
import unicodedata
from typing import NamedTuple

from django.utils.html import format_html_join

from core.html import Address, Value, from_mixed
from tickets.sentences import apart

BRACES = re.compile(r"\{[^{}\n]{1,60}\}")
LOOKS_LIKE_ONE = re.compile(r"\{\s*[A-Za-z]+(?:[._-]?[A-Za-z]+)*\s*\}")
HEADING = re.compile(r"^#{1,4} +", re.M)
BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
CONTROLS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")


class Block(NamedTuple):
    """Words of a person: they take lines of their own."""

    text: str
    html: str


def names_in(text):
    """What stands in `text` like a placeholder, known or not."""
    groups = [match[0] for match in BRACES.finditer(text) if not _is_doubled(match)]
    return [group[1:-1].strip() for group in groups if LOOKS_LIKE_ONE.fullmatch(group)]


def stands_alone(text, name):
    """Whether `{name}` has a line of its own wherever it is written."""
    lines = [line for line in text.splitlines() if name in names_in(line)]
    return all(names_in(line) == [name] and line.strip()[1:-1].strip() == name for line in lines)


def for_header(text, values):
    """One line for a header."""
    return " ".join(CONTROLS.sub(" ", "".join(str(part) for part in _parts(text, values))).split())


def for_text(text, values):
    """Plain text, without the marks of headings, bold words and links. A line with an empty value is left out."""
    lines = []
    for line in _lines(text, values):
        block = _block(line, values)
        lines.append(block.text if block else _plain(line, values))
    return "\n".join(lines).strip()


def for_html(text, values):
    """The same as clean HTML."""
    pieces, lines = [], []
    for line in _lines(text, values):
        if block := _block(line, values):
            pieces += [_formatted(lines, values), block.html]
            lines = []
        else:
            lines.append(line)
    pieces.append(_formatted(lines, values))
    return format_html_join("\n", "{}", ((piece,) for piece in pieces if piece))


def direction(text):
    """ "rtl" or "ltr", by the first letter that has one (Unicode UAX #9, P2)."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return "rtl" if next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L" else "ltr"


def _lines(text, values):
    """The lines that have something to say, with at most one empty line between them."""
    kept = [""]
    for line in text.splitlines():
        is_mute = any(not values[name] for name in names_in(line) if name in values)
        if not is_mute and (line.strip() or kept[-1].strip()):
            kept.append(line)
    return kept[1:]


def _block(line, values):
    """The Block that this line is, if it is one."""
    text = line.strip()
    value = values.get(text[1:-1].strip()) if BRACES.fullmatch(text) else None
    return value if isinstance(value, Block) else None


def _plain(line, values):
    parts = _parts(line, values, apart)
    marked = "".join(
        f"\ue000{at}\ue001" if isinstance(part, Value) else part for at, part in enumerate(parts)
    )
    bare = LINK.sub(r"\1: \2", BOLD.sub(r"\1", HEADING.sub("", marked)))
    return re.sub("\ue000([0-9]+)\ue001", lambda match: parts[int(match[1])], bare)


def _formatted(lines, values):
    return from_mixed(_parts("\n".join(lines), values, apart)) if "".join(lines).strip() else ""


def _parts(text, values, dressed=str):
    """`text` cut into what was typed (str) and what is put in (Value)."""
    parts, end = [], 0
    text = re.sub("[\ue000\ue001]", "", text)
    for match in BRACES.finditer(text):
        parts += [text[end : match.start()], _put_in(match, values, dressed)]
        end = match.end()
    return [*parts, text[end:]]


def _put_in(match, values, dressed):
    value = None if _is_doubled(match) else values.get(match[0][1:-1].strip())
    if value is None:
        return Value(match[0])
    if isinstance(value, Address):
        return value
    said = value.text if isinstance(value, Block) else str(value)
    return Value(dressed(" ".join(CONTROLS.sub(" ", said).split())))


def _is_doubled(match):
    around = match.string[max(match.start() - 1, 0) : match.end() + 1]
    return around.startswith("{{") or around.endswith("}}")
