"""What is wrong with opening hours, said to the person who typed them; nothing of it ever reaches a clock."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.commas import listed
from sla.opening_hours import WEEKDAYS, OpeningHours, read_window
from sla.wall_clock import DAY, microseconds
from sla.working_time import WorkingTime

SOON = timedelta(days=731)
WEEKDAY_NAMES = {
    "mon": gettext_lazy("Monday"),
    "tue": gettext_lazy("Tuesday"),
    "wed": gettext_lazy("Wednesday"),
    "thu": gettext_lazy("Thursday"),
    "fri": gettext_lazy("Friday"),
    "sat": gettext_lazy("Saturday"),
    "sun": gettext_lazy("Sunday"),
}


def check_hours(spec, valid_from):
    """Raise ValidationError unless `spec` can be read, has no windows that overlap, and opens within two years."""
    try:
        hours = OpeningHours(spec)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValidationError(_("These opening hours cannot be read: %(what)s") % {"what": error}) from error
    troubles = [overlap(day, spec) for day in WEEKDAYS]
    if any(troubles):
        raise ValidationError([trouble for trouble in troubles if trouble])
    begins = microseconds(valid_from)
    opens = WorkingTime([(None, hours)]).next_open(begins)
    if opens is None or opens > begins + microseconds_of(SOON):
        raise ValidationError(_("This calendar is never open in the next two years."))


def overlap(day, spec):
    """What overlaps on a weekday, in words, or None. Twice the same hour is a slip of the pen, never meant."""
    windows = sorted(
        (begins, ends if ends > begins else ends + DAY, f"{one[0]}–{one[1]}")
        for one in (spec.get("week") or {}).get(day, [])
        for begins, ends in [read_window(one)]
        if begins != ends
    )
    for (_begins, ends, first), (begins, _ends, second) in zip(windows, windows[1:], strict=False):
        if begins < ends:
            return _("%(day)s: %(windows)s overlap.") % {
                "day": WEEKDAY_NAMES[day],
                "windows": listed([first, second]),
            }
    return None


def microseconds_of(span):
    return span // timedelta(microseconds=1)
