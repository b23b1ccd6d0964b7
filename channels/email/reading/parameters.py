"""Content-Type and Content-Disposition: a value and its parameters (RFC 2045 5.1, RFC 2231), leniently."""

import re
from itertools import islice
from urllib.parse import unquote_to_bytes

from channels.email.reading.charsets import decoded
from channels.email.reading.headers import as_text, readable
from channels.email.reading.limits import MOST_PARAMETERS

_parameter = re.compile(
    r"""([^\s=;"]{1,60})\s{0,9}=\s{0,9}(?:"((?:[^"\\]|\\.)*)"?|((?:=\?[^?\s]*\?[BbQq]\?[^?]*\?=\s*)+|[^;]*))""",
    re.S,
)
_continued = re.compile(r"(.+?)\*(\d{1,3})(\*?)$")
LONGEST_FIELD = 20_000
# The only parameters whose values people wrote: a boundary may look like an encoded word, and is none.
FOR_PEOPLE = ("name", "filename")
_quoted_pair = re.compile(r"\\(.)", re.S)


def parameters_of(value, hint=""):
    """The value itself in lower case, and its parameters by name in lower case, all decoded."""
    text = as_text(value, hint)
    first, _, rest = text.partition(";")
    if "=" in first and "/" not in first:
        # Content-Type: charset=utf-8, with no type at all.
        first, rest = "", text
    pieces = {}
    for match in islice(_parameter.finditer(rest[:LONGEST_FIELD]), MOST_PARAMETERS):
        name = match[1].lower()
        value = _quoted_pair.sub(_unescaped, match[2]) if match[2] is not None else match[3].strip()
        pieces.setdefault(name, value)
    return _comment_free(first), _assembled(pieces)


def _unescaped(pair):
    # A path of Windows in quotes is not escaped, whatever the standard says.
    return pair[1] if pair[1] in '"\\' else pair[0]


def _comment_free(value):
    return value.split("(")[0].strip().strip("\"'").lower()


def _assembled(pieces):
    whole, continued = {}, {}
    for name, value in pieces.items():
        match = _continued.match(name)
        if match:
            continued.setdefault(match[1], {})[int(match[2])] = (value, bool(match[3]))
        elif name.endswith("*"):
            continued.setdefault(name[:-1], {}).setdefault(0, (value, True))
        else:
            whole[name] = readable(value) if name in FOR_PEOPLE else value
    for name, parts in continued.items():
        whole[name] = _joined([parts[number] for number in sorted(parts)])
    return whole


def _joined(parts):
    """RFC 2231: charset'language'percent-encoded, its characters possibly split between the pieces."""
    charset, data, is_encoded = "", b"", any(encoded for _, encoded in parts)
    for at, (value, encoded) in enumerate(parts):
        if at == 0 and encoded and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        raw = value.encode("utf-8", "surrogateescape")
        data += unquote_to_bytes(raw) if encoded else raw
    text, _ = decoded(data, charset)
    return text if is_encoded else readable(text)
