"""Numbers and sizes in words, in the reader's digits, separators and units."""

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from core import moments

# Unicode CLDR, locale fa: the decimal point and the one between thousands.
PERSIAN_POINTS = str.maketrans(".,", "٫٬")
STEP = 1024
UNITS = [_("{size} bytes"), _("{size} KB"), _("{size} MB"), _("{size} GB"), _("{size} TB")]


def number(value, decimals=None):
    """A number as the reader writes it: 12,345 or ۱۲٬۳۴۵."""
    if moments.is_persian():
        return moments.digits(f"{value:,.{decimals or 0}f}".translate(PERSIAN_POINTS))
    return formats.number_format(value, decimals, force_grouping=True)


def size(count):
    """Bytes in words that do not part at the end of a line, with at most one decimal: 1.5 MB."""
    place = 0
    while count >= STEP and place < len(UNITS) - 1:
        count, place = count / STEP, place + 1
    words = str(UNITS[place]).replace(" ", "\u00a0")
    return words.replace("{size}", number(count, 0 if round(count, 1) % 1 == 0 else 1))
