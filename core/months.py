"""Months of the reader's calendar: Jalali for a Persian reader, else Gregorian. Days are dates."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from persiantools.jdatetime import JalaliDate

from core.moments import is_persian

# Longer than any month, shorter than two.
OVER = timedelta(days=32)


def month_of(day):
    """The first day of the month that `day` lies in."""
    if is_persian():
        return JalaliDate.to_jalali(day).replace(day=1).to_gregorian()
    return day.replace(day=1)


def months_later(day, count):
    """The first day of the month so many after (or, when negative, before) the one that `day` lies in."""
    first = month_of(day)
    for _turn in range(abs(count)):
        first = month_of(first + OVER if count > 0 else first - timedelta(days=1))
    return first


def midnight(day):
    """The moment at which `day` begins for the reader."""
    return timezone.make_aware(datetime.combine(day, time.min))
