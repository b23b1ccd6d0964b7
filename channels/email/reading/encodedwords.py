"""Encoded words in header fields (RFC 2047), as mailers really write them."""

import binascii
import re

from channels.email.reading.base64s import from_base64
from channels.email.reading.charsets import codec_of, decoded, storable

_opening = re.compile(r"=\?([^?\s]{0,60})\?([BbQq])\?")
_hexadecimal = re.compile(r"[0-9A-F]{2}")


def without_encoded_words(text):
    """The text with its encoded words decoded; white space between two of them does not count (RFC 2047 6.2).

    Neighbours of one charset are joined before they are read, since many mailers split characters.
    """
    if "=?" not in text:
        return text
    pieces, charset, waiting, end = [], "", [], 0
    for start, after, label, data in encoded_words(text):
        between = text[end:start]
        if waiting and (between.strip() or label != charset):
            pieces.append(decoded(b"".join(waiting), charset)[0])
            waiting = []
        if between.strip() or not end:
            pieces.append(between)
        charset, end = label, after
        waiting.append(data)
    pieces.append(decoded(b"".join(waiting), charset)[0])
    pieces.append(text[end:])
    return storable("".join(pieces))


def encoded_words(text):
    """Each encoded word as (start, end, charset, bytes). One that is never closed is left as it stands."""
    openings = list(_opening.finditer(text))
    limits = [*(opening.start() for opening in openings[1:]), len(text)][: len(openings)]
    for opening, limit in zip(openings, limits, strict=True):
        is_quoted = opening[2] in "Qq"
        end = _closing(text, opening.end(), limit, is_quoted)
        if end >= 0:
            data = text[opening.end() : end]
            charset = opening[1].split("*")[0].lower()
            yield opening.start(), end + 2, charset, _bytes_of(data, is_quoted, charset)


def _closing(text, start, limit, is_quoted):
    """Where the word ends. A bare question mark before "=41" is a careless mailer's, and ends nothing."""
    end = text.find("?=", start, limit)
    while is_quoted and end >= 0 and _hexadecimal.match(text, end + 2, limit):
        later = text.find("?=", end + 2, limit)
        if later < 0:
            break
        end = later
    return end


def _bytes_of(data, is_quoted, charset):
    if not is_quoted:
        return from_base64(data.encode("ascii", "ignore"))
    data = data.replace("_", " ")
    try:
        # Raw 8-bit letters inside the word were in its charset, too.
        return binascii.a2b_qp(data.encode("ascii" if data.isascii() else codec_of(charset) or "utf-8"))
    except UnicodeError:
        return binascii.a2b_qp(data.encode("utf-8", "surrogatepass"))
