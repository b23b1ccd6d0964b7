"""Bytes become text: by the label, by what the label is known to mean, and only then by looking at the bytes.

The aliases and supersets follow the WHATWG Encoding Standard, whose labels were collected from real mail and
pages; the Japanese of ISO-2022-JP is read as its Microsoft superset (CP50221).
"""

import codecs
import re
from functools import lru_cache

from channels.email.reading.guessing import LOOKED_AT, high_bytes, is_latin, likely_charset
from channels.email.reading.japanese import decode_iso2022jp

# What is often said, and what is then meant. A superset reads all that the narrower one reads, and more.
SUPERSETS = {
    "iso8859-1": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "big5": "cp950",
    "euc_jp": "euc_jis_2004", "hz": "hz",
}  # fmt: skip
ALIASES = {
    "iso-gb2312": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "gb2312_charset": "gb18030",
    "gb": "gb18030", "cn-gb": "gb18030", "cp936": "gb18030", "x-sjis": "cp932", "x-ms-cp932": "cp932",
    "shift-jisx0213": "shift_jisx0213", "sjis-win": "cp932", "eucjp-ms": "euc_jis_2004", "x-euc-jp": "euc_jis_2004",
    "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "ksc_5601": "cp949", "ks-c-5601-1987": "cp949",
    "x-windows-949": "cp949", "windows-949": "cp949", "euckr": "cp949", "x-x-big5": "cp950", "big5-eten": "cp950",
    "windows-874": "cp874", "x-mac-roman": "mac-roman", "macintosh": "mac-roman", "x-mac-cyrillic": "mac-cyrillic",
    "x-koi8-r": "koi8-r", "koi8-ru": "koi8-u", "koi": "koi8-r", "visual": "iso8859-8", "logical": "iso8859-8",
    "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "unicode-1-1-utf-7": "utf-7", "utf7": "utf-7",
    "unicode-1-1-utf-8": "utf-8", "utf8mb4": "utf-8", "utf-8-mac": "utf-8", "unicode": "utf-16",
    "ansi": "cp1252", "ansi_x3.110-1983": "cp1252", "unicode11utf8": "utf-8",
}  # fmt: skip
# These promise nothing about the bytes: seven bits, or a sender who did not know.
NO_PROMISE = {"", "us-ascii", "ascii", "ansi_x3.4-1968", "x-unknown", "unknown", "unknown-8bit", "8bit", "7bit",
              "x-user-defined", "binary", "none", "default", "default_charset", "charset", "x-unkown"}  # fmt: skip
MARKS = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]
_unwanted = re.compile("[\0\ud800-\udfff]")
_japanese_escape = re.compile(rb"\x1b(?:\$[@B]|\([IJ])")


def decoded(data, label="", *, hint=""):
    """The text of `data` (bytes) in the charset `label`, and whether all of it could be read.

    `hint` is a charset that other parts of the mail name; it is tried when the label promises nothing.
    """
    if data.isascii() and not _is_stateful(label):
        return data.decode("ascii").replace("\0", ""), True
    codec = codec_of(label)
    text = _by_codec(data, codec) if codec else None
    if text is None:
        text, is_whole = _by_bytes(data, hint, codec)
        return storable(text), is_whole
    return storable(text), True


def storable(text):
    """The text without NUL and lone surrogates, which neither JSON nor PostgreSQL can hold."""
    return _unwanted.sub(lambda found: "" if found[0] == "\0" else "\ufffd", text)


@lru_cache(maxsize=512)
def codec_of(label):
    """Python's name of the codec that reads mail labelled `label`, or an empty string for none."""
    name = label.strip("'\" \t").lower().removeprefix("charset=").replace(" ", "-")
    name = name.split("*")[0]
    if name in NO_PROMISE:
        return ""
    for candidate in (name, *_repaired(name)):
        codec = _known(ALIASES.get(candidate, candidate))
        if codec:
            return codec
    return ""


def _repaired(name):
    """Other spellings of a charset: win-1257, windows1252, cp-1252, iso8859_15, iso-8859-15i, utf_8_."""
    digits = re.search(r"125[0-8]", name)
    if digits and re.match(r"(?:win|cp|ms|x-cp|x-win|wi|ansi)", name):
        yield f"cp{digits[0]}"
    iso = re.match(r"(?:x-)?iso[-_ ]?8859[-_ ]?(1[0-6]|[1-9])", name)
    if iso:
        yield f"iso8859-{iso[1]}"
    if re.match(r"(?:x-)?utf[-_ ]?8", name):
        yield "utf-8"
    if name.startswith(("x-", "cs")):
        yield name.removeprefix("x-").removeprefix("cs")
    yield re.sub(r"[^a-z0-9]+", "-", name).strip("-")


def _known(name):
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    # base64, rot13 and zlib are codecs to Python, and no charsets.
    if not codec._is_text_encoding or codec.name in (
        "idna",
        "punycode",
        "undefined",
        "unicode_escape",
        "mbcs",
    ):
        return ""
    if codec.name in ("raw_unicode_escape", "unicode-escape", "raw-unicode-escape", "ascii"):
        return ""
    return SUPERSETS.get(codec.name, codec.name)


def _is_stateful(label):
    name = codec_of(label) if label else ""
    return name.startswith(("iso2022", "utf-7", "hz", "utf-16", "utf-32", "cp037", "cp500", "cp1140"))


def _by_codec(data, codec):
    """The text, or nothing when the bytes are not of this charset."""
    if codec.startswith("iso2022_jp"):
        return decode_iso2022jp(data)
    for candidate in (codec, *_wider(codec)):
        try:
            return data.decode(candidate)
        except (UnicodeError, ValueError):
            continue
    if codec.startswith("cp125"):
        # The five or so bytes that Windows leaves open are control characters, as browsers read them.
        return data.decode(codec, "mail-control")
    return None


def _wider(codec):
    return {
        "cp950": ("big5hkscs",),
        "euc_jis_2004": ("euc_jp", "euc_jisx0213"),
        "cp932": ("shift_jis_2004",),
    }.get(codec, ())


def _by_bytes(data, hint, codec):
    for mark, marked in MARKS:
        if data.startswith(mark):
            return data.decode(marked, "replace"), True
    if _japanese_escape.search(data):
        return decode_iso2022jp(data), True
    for candidate in ("utf-8", _hinted(data, hint)):
        text = _by_codec(data, candidate) if candidate else None
        if text is not None:
            return text, True
    almost = data.decode(codec or "utf-8", "replace")
    if almost.count("\ufffd") * 20 <= len(almost) and (codec or _speaks_utf8(data)):
        return almost, False
    return data.decode(likely_charset(data), "mail-control"), True


def _hinted(data, hint):
    """The codec of the hint; one that reads any bytes at all only counts where the bytes look like it."""
    codec = codec_of(hint) if hint else ""
    return "" if codec.startswith(("cp125", "iso8859")) and not is_latin(data) else codec


def _speaks_utf8(data):
    """Whether most of the bytes beyond ASCII stand in whole UTF-8 sequences."""
    broken = data[:LOOKED_AT].decode("utf-8", "replace").count("\ufffd")
    return broken * 4 < high_bytes(data[:LOOKED_AT])


def _as_control(error):
    """Single bytes become the control characters of that number; parts of double bytes cannot be read."""
    if error.encoding not in (
        "charmap",
        "cp1252",
        "cp1250",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
    ):
        return "\ufffd", error.end
    return "".join(chr(byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("mail-control", _as_control)
