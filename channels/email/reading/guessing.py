"""Which charset bytes are in that nobody labelled: asked of charset-normalizer, within reason.

It is asked only about charsets that mail is really written in, and only where there is enough to go by: a few
high bytes among ASCII are Western, whatever a statistic says.
"""

import re

from charset_normalizer import from_bytes

LOOKED_AT = 4_096
FEWEST_HIGH_BYTES = 4
# Above this share of its letters, text in high bytes is not of a Latin script.
LATIN_SHARE = 0.34
CANDIDATES = ["cp1251", "koi8_r", "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1253", "cp1255", "cp1256",
              "cp874", "cp1250", "cp1254", "cp1252"]  # fmt: skip
_kana = re.compile("[\u3041-\u30ff]")
_half_width = re.compile("[\uff61-\uff9f]")
_hangul = re.compile("[\uac00-\ud7a3]")


def likely_charset(data):
    """Python's name of the charset that `data` is probably in; cp1252 when nothing speaks for another."""
    telling = b" ".join(word for word in data[: 16 * LOOKED_AT].split() if not word.isascii())[:LOOKED_AT]
    if high_bytes(telling) < FEWEST_HIGH_BYTES or is_latin(data):
        return "cp1252"
    for match in from_bytes(telling, cp_isolation=CANDIDATES, threshold=0.4):
        if _is_plausible(match.encoding, str(match), telling):
            return match.encoding
    return _by_pairs(telling)


def is_latin(data):
    """Whether so few bytes are beyond ASCII that the text can be of a Latin script."""
    letters = len(data[:LOOKED_AT]) - data[:LOOKED_AT].count(b" ")
    return high_bytes(data[:LOOKED_AT]) <= LATIN_SHARE * letters


def high_bytes(data):
    return len(data.translate(None, delete=bytes(range(128))))


def _is_plausible(encoding, text, data):
    if encoding == "cp932":
        return bool(_kana.search(text)) and not _half_width.search(text)
    if encoding == "cp949":
        # Common syllables alone: simplified Chinese decodes as Korean, too, but as rare ones and as hanja.
        return _common_pairs(data, 0xB0, 0xC8) > 0.9 and len(_hangul.findall(text)) * 2 >= len(
            text.replace(" ", "")
        )
    return True


def _by_pairs(data):
    return "gb18030" if _common_pairs(data, 0xB0, 0xD7) > 0.6 else "cp1252"


def _common_pairs(data, first, last):
    """The share of double-byte characters of EUC whose lead byte lies in the rows of the common ones."""
    pairs = re.findall(rb"[\xa1-\xfe][\xa1-\xfe]", data)
    words = [pair for pair in pairs if pair[0] > 0xA3]
    return sum(first <= pair[0] <= last for pair in words) / len(words) if words else 0
