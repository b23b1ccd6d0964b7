"""Content-Transfer-Encoding undone (RFC 2045 6), uuencode included, whatever is broken in it."""

import binascii
import re

from channels.email.reading.base64s import from_base64

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
    found, at = [], 0
    while match := _begin.search(body, at):
        close = _end.search(body, match.end() - 1)
        end = close.start() if close else len(body)
        content = _uu_lines(body[match.end() : end])
        if content is not None and close:
            found.append((match[1].decode("utf-8", "replace"), content, match.start(), close.end()))
            at = close.end() - 1
        else:
            at = match.end()
        if len(found) >= 100:
            break
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
