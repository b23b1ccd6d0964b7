"""When a place is open, as the sign on its door says it: wall-clock windows of local days in one time zone."""

import re
from collections import defaultdict
from datetime import date, time

from sla.wall_clock import DAY, EPOCH_ORDINAL, SECOND, iso, zone

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# 1 January 1970 was a Thursday.
EPOCH_WEEKDAY = 3
YEARLY = re.compile(r"\d\d-\d\d")


class OpeningHours:
    """One version of a business calendar, read from its `spec` (a dict as the calendar's rows give it).

    `spec` has "tz" (IANA name) and may have "week" {"mon": [["09:00", "17:00"], ...]}, "holidays" ["2026-04-23",
    "05-01"], "exceptions" {"2026-10-28": [windows]} and "closures" [["2026-03-04", "10:00", "11:30"]]. A window whose
    end is before its beginning runs over midnight. Raises ValueError for what cannot be read.
    """

    def __init__(self, spec):
        self.zone = zone(spec["tz"])
        week = defaultdict(list)
        for name, windows in (spec.get("week") or {}).items():
            weekday = WEEKDAYS.index(name)
            for begins, ends in map(read_window, windows):
                if begins < ends:
                    week[weekday].append((begins, ends))
                elif ends < begins:
                    week[weekday].append((begins, DAY))
                    week[(weekday + 1) % 7].append((0, ends))
        self._week = [united(week[weekday]) for weekday in range(7)]
        self._closures = defaultdict(list)
        for day, begins, ends in spec.get("closures") or []:
            self._closures[read_day(day)].append(read_window((begins, ends)))
        holidays = set(spec.get("holidays") or [])
        self._yearly = {day for day in holidays if YEARLY.fullmatch(day)}
        self._holidays = {read_day(day) for day in holidays - self._yearly}
        self._exceptions = {
            read_day(day): united(map(read_window, windows))
            for day, windows in (spec.get("exceptions") or {}).items()
        }

    def windows(self, day):
        """The open windows [(from, to), ...] of a local day, in microseconds of its wall clock.

        `day` counts days since 1 January 1970. Windows are sorted and do not touch.
        """
        if day in self._exceptions:
            opened = self._exceptions[day]
        elif day in self._holidays or (self._yearly and iso(day)[5:] in self._yearly):
            opened = ()
        else:
            opened = self._week[(day + EPOCH_WEEKDAY) % 7]
        return without(opened, self._closures[day]) if day in self._closures else opened


def read_day(text):
    """Days since 1970 of "2026-04-23"."""
    return date.fromisoformat(text).toordinal() - EPOCH_ORDINAL


def read_window(window):
    """Microseconds of ["09:00", "17:30"]."""
    begins, ends = window
    return read_wall_time(begins), read_wall_time(ends)


def read_wall_time(text):
    """Microseconds since midnight of "09:00" or "09:00:30", up to "24:00"."""
    if text in ("24:00", "24:00:00"):
        return DAY
    wall = time.fromisoformat(text)
    return (wall.hour * 3600 + wall.minute * 60 + wall.second) * SECOND


def united(windows):
    """Windows in order, each stretch once; empty and inverted ones fall away."""
    found = []
    for begins, ends in sorted(windows):
        if begins >= ends:
            continue
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return tuple(found)


def without(windows, closures):
    """What of `windows` lies outside all `closures`."""
    for shut, opened in united(closures):
        windows = [
            part
            for begins, ends in windows
            for part in ((begins, min(ends, shut)), (max(begins, opened), ends))
            if part[0] < part[1]
        ]
    return tuple(windows)
