"""Targets in working days: so many dates with an open window further on, at the same time of day."""

from sla.wall_clock import SECOND
from sla.working_time import DAY, HORIZON


def add_days(calendar, start, days, *, end_of_day=False, edge="close", paused=0):
    """The instant `days` working days after `start`; None for never.

    The clock starts at the first opening from `start` on, and goes forward by `days` dates that have an open window:
    to that day's last closing with `end_of_day`, else to the same wall time, or the next opening within that day, or
    its last closing when that is earlier. With `edge` "open" a closing becomes the next opening. `paused` is open
    time that is added at the end.
    """
    at = _days_on(calendar, start, days, end_of_day, edge)
    if at is None or not paused:
        return at
    at = calendar.add(at, paused)
    return at if edge == "close" or at is None else calendar.next_open(at)


def _days_on(calendar, start, days, end_of_day, edge):
    begins = calendar.next_open(start)
    if begins is None:
        return None
    day, wall = calendar.wall(begins)
    day = _working_day(calendar, day, days)
    if day is None:
        return None
    # The time of day is that of a clock on the wall, which has no fractions of a second.
    wall = wall // SECOND * SECOND
    windows = calendar.windows(day)
    last = windows[-1][1]
    if end_of_day or wall > last:
        closing = calendar.instant(day, last)
        return closing if edge == "close" else calendar.next_open(closing)
    return calendar.instant(
        day, min(max(wall, opens) for opens, closes in windows if wall < closes or closes == last)
    )


def _working_day(calendar, day, days):
    latest = day + HORIZON // DAY
    while days:
        day, days = day + 1, days - 1
        while not calendar.windows(day):
            day += 1
            if day > latest:
                return None
    return day
