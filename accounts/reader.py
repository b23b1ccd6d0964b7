"""Words for somebody who is not the one pressing the button: in their language and at their local time."""

import zoneinfo
from contextlib import contextmanager

from django.utils import timezone, translation


@contextmanager
def read_by(person):
    """Speak the language of `person` (a User, or None to change nothing) and show their local time."""
    if person is None:
        yield
    else:
        with translation.override(person.language), timezone.override(zoneinfo.ZoneInfo(person.time_zone)):
            yield
