"""ISO-2022-JP as mail clients write it: JIS X 0208 with the rows that Microsoft added (CP50221)."""

import re

_escape = re.compile(rb"\x1b(\$[@AB]|\$\([CDOPQ]|\([ABHIJT])")
# What stands behind each escape; everything that is not named here is ASCII.
DOUBLE_BYTE = {b"$@", b"$B"}
HALF_WIDTH_KANA = b"(I"
# Sets that no superset was ever made for: Python's own decoder reads them, given the escape again.
OTHERS = {b"$(D": "iso2022_jp_ext", b"$(O": "iso2022_jp_3", b"$(Q": "iso2022_jp_2004", b"$(P": "iso2022_jp_2004",
          b"$A": "iso2022_jp_2", b"$(C": "iso2022_jp_2"}  # fmt: skip


def decode_iso2022jp(data):
    """The text of `data`; what cannot be read becomes U+FFFD."""
    pieces = _escape.split(data)
    text = [_plain(pieces[0])]
    for escape, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        text.append(_segment(escape, piece))
    return "".join(text)


def _segment(escape, piece):
    if escape in DOUBLE_BYTE:
        return _lines(piece, _double)
    if escape == HALF_WIDTH_KANA:
        return _lines(piece, lambda line: bytes(byte | 0x80 for byte in line).decode("cp932", "replace"))
    if escape in OTHERS:
        return (b"\x1b" + escape + piece).decode(OTHERS[escape], "replace")
    return _plain(piece)


def _lines(piece, decode):
    """A line end, and with it ASCII, ends every other set, even where the escape back was forgotten."""
    first, newline, rest = piece.partition(b"\n")
    return decode(first.rstrip(b"\r")) + ("\n" + _plain(rest) if newline else "")


def _double(line):
    return b"".join(_shifted(line[at : at + 2]) for at in range(0, len(line), 2)).decode("cp932", "replace")


def _shifted(pair):
    """Two bytes of JIS X 0208 as the two bytes of Shift_JIS that mean the same."""
    if len(pair) < 2 or not (0x21 <= pair[0] <= 0x7E and 0x21 <= pair[1] <= 0x7E):
        return pair
    row, cell = pair
    lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
    odd, even = cell + (0x1F if cell < 0x60 else 0x20), cell + 0x7E
    return bytes((lead, odd if row % 2 else even))


def _plain(piece):
    # Eight-bit bytes between the escapes are Shift_JIS from clients that mix both.
    return piece.decode("cp932", "replace")
