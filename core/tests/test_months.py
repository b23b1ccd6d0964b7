"""Months of the reader's calendar."""

from datetime import date

import pytest
from django.utils import timezone, translation

from core.moments import Almanac
from core.months import midnight, month_of, months_later

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("language", "first", "before", "after", "name"),
    [
        ("en", date(2026, 11, 1), date(2026, 8, 1), date(2027, 1, 1), "November 2026"),
        ("fa", date(2026, 11, 22), date(2026, 8, 23), date(2027, 1, 21), "آذر ۱۴۰۵"),
    ],
)
def test_a_month_is_one_of_the_readers_calendar(language, first, before, after, name):
    with translation.override(language):
        assert (month_of(DAY), months_later(DAY, -3), months_later(DAY, 2)) == (first, before, after)
        assert Almanac().month(DAY) == name


def test_a_day_begins_at_the_readers_midnight():
    with timezone.override("Asia/Tehran"):
        assert midnight(DAY).isoformat() == "2026-11-22T00:00:00+03:30"
