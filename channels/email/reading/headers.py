"""Header fields: the block taken apart (RFC 5322 2.2), 8-bit text read (RFC 6532)."""

import re

from channels.email.reading.charsets import decoded
from channels.email.reading.encodedwords import without_encoded_words
from channels.email.reading.limits import MOST_HEADER_BYTES, MOST_HEADERS

_line_end = re.compile(rb"\r{0,3}\n|\r")
_blank = re.compile(rb"\r{0,3}\n\r{0,3}\n")
_blank_of_cr = re.compile(rb"\r\r")
_first_line_end = re.compile(rb"\r{0,3}\n|\r")
_field = re.compile(rb"([!-9;-~]{1,80})[ \t]*:")
_well_known = re.compile(
    rb"(?i)(?:from|to|cc|bcc|subject|date|message-id|reply-to|sender|received|return-path|references|in-reply-to"
    rb"|mime-version|delivered-to|list-[a-z]+|content-[a-z-]+|x-[a-z0-9-]+|dkim-signature|authentication-results)"
    rb"[ \t]*:"
)
# Mailers leave an empty folded line where they split plain from encoded letters that no blank divided.
_empty_fold = re.compile(r"\n[ \t]+\n[ \t]+(?==\?)")
_folded = re.compile(r"[\r\n]+[ \t]*")


def split_head(raw):
    """The head and the body of one entity. A head that never ends for want of a blank line ends with its fields."""
    if raw[:1] in (b"\n", b"\r"):
        return b"", _line_end.sub(b"", raw, count=1)
    # Old Macs ended lines with CR alone; then the first line end tells.
    first = _first_line_end.search(raw)
    is_of_cr = first is not None and first[0] == b"\r"
    blank = (_blank_of_cr.search(raw) if is_of_cr else None) or _blank.search(raw)
    if blank:
        return raw[: blank.start()], raw[blank.end() :]
    return raw, b""


def fields_of(head):
    """Every field of a head as (name, raw value), the lines after fields that are none, and whether it was cut.

    A line that is neither a field nor a continuation does not end the head as long as well-known fields follow it:
    it belongs to the field before it, whose folding was broken on the way.
    """
    is_cut = len(head) > MOST_HEADER_BYTES
    lines = _lines(head[:MOST_HEADER_BYTES])
    last_known = max((at for at, line in enumerate(lines) if _well_known.match(line)), default=-1)
    fields = []
    for at, line in enumerate(lines):
        match = _field.match(line)
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1][1].append(line)
        elif match:
            fields.append((match[1].decode("ascii"), [line[match.end() :]]))
        elif line.startswith((b"From ", b">From ")) and not fields:
            continue
        elif fields and at < last_known:
            fields[-1][1].append(b" " + line)
        elif line.strip():
            return _joined(fields), lines[at:], is_cut
    return _joined(fields), [], is_cut or len(fields) > MOST_HEADERS


def _lines(head):
    # A CR inside a line of a mail that has LF is no line end: taking it for one lets a sender forge fields.
    return (
        re.split(rb"\r{0,3}\n", head.replace(b"\0", b""))
        if b"\n" in head
        else head.replace(b"\0", b"").split(b"\r")
    )


def _joined(fields):
    return [(name, b"\n".join(lines).strip(b" \t\r\n")) for name, lines in fields[:MOST_HEADERS]]


def as_text(value, hint=""):
    """A raw value on one line, its bytes read, its encoded words left as they stand."""
    text, _ = decoded(value, "", hint=hint)
    if "\r" in text or "\n" in text:
        text = _folded.sub(" ", _empty_fold.sub("", text.replace("\r", "\n")))
    return text.strip()


def readable(value, hint=""):
    """A raw value (bytes or text) as a person reads it: one line, encoded words decoded."""
    text = as_text(value, hint) if isinstance(value, bytes) else _folded.sub(" ", value)
    return " ".join(without_encoded_words(text).split())
