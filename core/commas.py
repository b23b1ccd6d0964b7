"""Lists that people type, with the commas of any script, and lists that they read."""

import re

from django.utils.translation import pgettext

# Latin, Arabic and Persian, ideographic, and the full-width one of Chinese keyboards.
COMMAS = re.compile("[,،、，]")


def parts(text):
    """The parts of `text` between its commas, without the spaces around them and without empty ones."""
    return [part.strip() for part in COMMAS.split(text) if part.strip()]


def listed(words):
    """`words` in one line with the comma of the reader's language: “Ann, Ben”."""
    return pgettext("between the parts of a list", ", ").join(map(str, words))
