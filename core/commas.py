"""Lists that people type: with the commas of any script."""

import re

# Latin, Arabic and Persian, ideographic, and the full-width one of Chinese keyboards.
COMMAS = re.compile("[,،、，]")


def parts(text):
    """The parts of `text` between its commas, without the spaces around them and without empty ones."""
    return [part.strip() for part in COMMAS.split(text) if part.strip()]
