"""Addresses within the site that differ only in their numbers: reversed once, then filled in."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

# Stand for the numbers of an address while its pattern is made.
FIRST_NUMBER = 900_000_001


def address(name, *numbers, current_app=None):
    """What `reverse(name, args=numbers)` says, for whole numbers that are not negative; NoReverseMatch as there."""
    return pattern(name, len(numbers), current_app=current_app).format(*numbers)


def pattern(name, length, *, current_app=None):
    """An address with {0}, {1} ... where its `length` numbers belong, for who wants many."""
    return _pattern(name, length, (get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), current_app))


@lru_cache(maxsize=2000)
def _pattern(name, length, site):
    urlconf, _prefix, current_app = site
    numbers = range(FIRST_NUMBER, FIRST_NUMBER + length)
    found = reverse(name, urlconf=urlconf, args=numbers, current_app=current_app)
    found = found.replace("{", "{{").replace("}", "}}")
    for place, number in enumerate(numbers):
        found = found.replace(str(number), f"{{{place}}}")
    return found
