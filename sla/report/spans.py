"""Stretches of time that reports are about, in days and months of the reader's calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from core.months import midnight, month_of, months_later

# As much as one report reads.
LONGEST = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Span:
    """From a moment to before another, both at a midnight of the reader."""

    begins: datetime
    ends: datetime

    @classmethod
    def of_days(cls, first, last):
        """From the beginning of `first` to the end of `last` (dates)."""
        return cls(midnight(first), midnight(last + timedelta(days=1)))

    @classmethod
    def of_months(cls, day, count=1):
        """`count` months from the one that `day` lies in."""
        return cls(midnight(month_of(day)), midnight(months_later(day, count)))

    @property
    def first(self):
        return timezone.localdate(self.begins)

    @property
    def last(self):
        return timezone.localdate(self.ends) - timedelta(days=1)

    def holds(self, moment):
        return self.begins <= moment < self.ends

    def within(self, other):
        """The part of it that lies in another."""
        return Span(max(self.begins, other.begins), min(self.ends, other.ends))

    def months(self):
        """The first days of the months it touches."""
        found = [month_of(self.first)]
        while (following := months_later(found[-1], 1)) <= self.last:
            found.append(following)
        return found


def this_month():
    return Span.of_months(timezone.localdate())


def last_month():
    return Span.of_months(months_later(timezone.localdate(), -1))


def last_days(count=30):
    today = timezone.localdate()
    return Span.of_days(today - timedelta(days=count - 1), today)
