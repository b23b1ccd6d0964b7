"""Content-Transfer-Encoding undone (RFC 2045 6), uuencode included, whatever is broken in it."""

import binascii
import re
from itertools import islice

from channels.email.reading.base64s import from_base64

MOST_FILES = 200
_begin = re.compile(rb"(?:^|\n)begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,200})\r?\n")
_end = re.compile(rb"(?:^|\n)(?:end|====)[ \t]*\r?(?:\n|$)")


def transferred(body, encoding):
    """The bytes of an entity. An encoding nobody knows is none."""
    if encoding in ("base64", "b64", "base-64"):
        return from_base64(_before_foreign_text(body))
    if encoding in ("quoted-printable", "quotedprintable", "quoted_printable", "qp"):
        return binascii.a2b_qp(body)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        files = uuencoded(body)
        return files[0][1] if files else body
    return body


def _before_foreign_text(body):
    """Base64 until a line that cannot be any: footers of mailing lists stand behind it as plain text."""
    end = body.find(b"\n\n") if b"\n\n" in body else body.find(b"\r\n\r\n")
    rest = body[end:].strip() if end >= 0 and body[:end].strip() else b""
    return body[:end] if rest and re.search(rb"[^A-Za-z0-9+/=\s]", rest) else body


def uuencoded(body):
    """Each uuencoded file of a text as (name, bytes, start, end)."""
    found = []
    begins = list(islice(_begin.finditer(body), MOST_FILES))
    limits = [*(begin.start() for begin in begins[1:]), len(body)][: len(begins)]
    for begin, limit in zip(begins, limits, strict=True):
        # Only up to the next beginning: a search to the end of the mail from each would be quadratic.
        close = _end.search(body, begin.end() - 1, limit)
        content = _uu_lines(body[begin.end() : close.start()]) if close else None
        if content is not None:
            found.append((begin[1].decode("utf-8", "replace"), content, begin.start(), close.end()))
    return found


def _uu_lines(data):
    content = []
    for line in data.splitlines():
        if not line.strip():
            continue
        try:
            content.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Mailers that add or strip blanks at the end of a line: take as many characters as it promises.
            length = ((line[0] - 32) & 63) * 4 + 5
            try:
                content.append(binascii.a2b_uu(line[: length // 3].ljust(length // 3)))
            except binascii.Error:
                return None
    return b"".join(content)
