"""Words of strangers, made fit for one line of ours."""

import unicodedata

LONGEST = 200


def bounded(text, longest=LONGEST):
    """`text` on one line of at most `longest` characters, without anything that is not seen or turns the line."""
    seen = (letter if unicodedata.category(letter)[0] != "C" else " " for letter in str(text)[: longest * 4])
    line = " ".join("".join(seen).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
