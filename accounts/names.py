"""Names that people give themselves, fit to stand in a mail header and on one line."""

import unicodedata

# They turn the reading direction of what follows around (Unicode Annex 9), which no name needs.
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def tidy(name):
    """`name` on one line: no line breaks, control characters or direction overrides, single spaces."""
    kept = (
        " " if unicodedata.category(letter) == "Cc" else letter for letter in name if letter not in TURNING
    )
    return " ".join("".join(kept).split())
