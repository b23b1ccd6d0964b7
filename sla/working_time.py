"""The arithmetic of working time: how much of it lies between two instants, and when so much of it has passed.

Instants are whole microseconds since 1970-01-01T00:00Z, amounts are whole microseconds; nothing is rounded. Only the
wall clock decides what is open: an hour that happens twice counts twice, a skipped one never happens.
"""

from bisect import bisect_left, bisect_right
from datetime import date
from typing import NamedTuple

from sla.wall_clock import DAY, EPOCH_ORDINAL, constant_offsets, instant, offset

YEAR = 366 * DAY
# Who finds nothing open for so long is told that there is nothing.
HORIZON = 6 * YEAR
# What the datetimes of Python can tell the wall clock of, in every zone.
FIRST = (date(2, 1, 1).toordinal() - EPOCH_ORDINAL) * DAY
LAST = (date(9998, 12, 31).toordinal() - EPOCH_ORDINAL) * DAY


class Table(NamedTuple):
    """Every open stretch [opens[i], closes[i]) within [since, until); open time before and at the end of each."""

    since: int
    until: int
    opens: list
    closes: list
    before: list
    after: list


class WorkingTime:
    """A business calendar, ready to count.

    `versions` are pairs (until, OpeningHours) in order, the last with None for `until`: each instant is judged by the
    version in force at it. The table of open stretches grows by years where somebody asks.
    """

    def __init__(self, versions):
        self.versions = versions
        self.zone = versions[-1][1].zone
        self._table = None

    def between(self, start, end):
        """Open time in [start, end); negative when `end` is before `start`."""
        table = self._table
        if table is None or not (table.since <= start < table.until and table.since <= end < table.until):
            table = self._reaching(start, end)
        _since, _until, opens, closes, before, _after = table
        counted = 0
        if (at := bisect_right(opens, end) - 1) >= 0:
            close = closes[at]
            counted = before[at] - opens[at] + (end if end < close else close)
        if (at := bisect_right(opens, start) - 1) >= 0:
            close = closes[at]
            counted -= before[at] - opens[at] + (start if start < close else close)
        return counted

    def add(self, start, amount):
        """The earliest instant from `start` on by which `amount` of open time has passed; None for never."""
        table = self._table
        if table is None or not table.since <= start < table.until:
            table = self._reaching(start)
        if amount <= 0:
            return self._nothing_to_count(start, amount)
        _since, _until, opens, closes, before, after = table
        at = bisect_right(opens, start) - 1
        goal = amount
        if at >= 0:
            close = closes[at]
            goal += before[at] - opens[at] + (start if start < close else close)
        found = bisect_left(after, goal)
        if found < len(after):
            return opens[found] + goal - before[found]
        return self.add(start, amount) if self._grows_later(table, start) else None

    def sub(self, start, amount):
        """The latest instant up to `start` from which on `amount` of open time passes until it; None for never."""
        if amount <= 0:
            return self._nothing_to_count(start, amount)
        table = self._reaching(start)
        goal = self.between(table.since, start) - amount
        if goal >= 0:
            found = bisect_right(table.before, goal) - 1
            return table.opens[found] + goal - table.before[found]
        return self.sub(start, amount) if self._grows_earlier(table, start) else None

    def is_open(self, at):
        return self.next_open(at) == at

    def next_open(self, at):
        """The first open instant at or after `at`; None for never."""
        table = self._table
        if table is None or not table.since <= at < table.until:
            table = self._reaching(at)
        found = bisect_right(table.closes, at)
        if found < len(table.closes):
            opens = table.opens[found]
            return at if at > opens else opens
        return self.next_open(at) if self._grows_later(table, at) else None

    def next_close(self, at):
        """The end of the open stretch that contains `at`, else of the next one; None for never."""
        begins = self.next_open(at)
        if begins is None:
            return None
        table = self._table
        closes = table.closes[bisect_right(table.closes, begins)]
        # What ends with the table may go on after it.
        while closes == table.until:
            if table.until >= LAST or closes - begins > HORIZON:
                return None
            table = self._grown(until=table.until + YEAR)
            closes = table.closes[bisect_right(table.closes, begins)]
        return closes

    def prev_close(self, at):
        """The last instant up to `at` such that the time just before it is open; None for never."""
        table = self._reaching(at)
        found = bisect_left(table.opens, at) - 1
        if found >= 0:
            return min(at, table.closes[found])
        return self.prev_close(at) if self._grows_earlier(table, at) else None

    def next_stretches(self, at, count):
        """The next `count` open stretches [(from, to), ...], the first cut at `at`."""
        found = []
        while len(found) < count and (begins := self.next_open(at)) is not None:
            if (at := self.next_close(begins)) is None:
                break
            found.append((begins, at))
        return found

    def former_stretches(self, at, count):
        """The last `count` open stretches up to `at`, the nearest first and cut there."""
        found = []
        while len(found) < count and (ends := self.prev_close(at)) is not None:
            table = self._table
            at = table.opens[bisect_left(table.opens, ends) - 1]
            while at == table.since and ends - at <= HORIZON and table.since > FIRST:
                table = self._grown(since=table.since - YEAR)
                at = table.opens[bisect_left(table.opens, ends) - 1]
            found.append((at, ends))
        return found

    def windows(self, day):
        """The open windows of a local day on its wall clock, by the version in force at its noon."""
        noon = self.instant(day, DAY // 2)
        hours = next(hours for until, hours in self.versions if until is None or noon < until)
        return hours.windows(day)

    def instant(self, day, wall):
        """The instant at which the wall clock shows `wall` on a local day, as `wall_clock.instant` has it."""
        return instant(self.zone, day, wall)

    def wall(self, at):
        """The local day (days since 1970) and the microseconds of its wall clock at an instant."""
        return divmod(at + offset(self.zone, at), DAY)

    def _nothing_to_count(self, start, amount):
        if amount:
            raise ValueError("Amounts of working time are not negative.")
        return start

    def _reaching(self, *instants):
        """The table, grown until it holds all `instants`."""
        table = self._table
        for at in instants:
            if table is None or not table.since <= at < table.until:
                if not FIRST <= at < LAST:
                    raise ValueError("This is too far from today to be counted.")
                begins = at // YEAR * YEAR
                table = self._grown(begins, begins + YEAR)
        return table

    def _grows_later(self, table, start):
        """Whether another year was added because none of the last six was without any opening."""
        latest = max(start, table.closes[-1]) if table.closes else start
        if table.until - latest > HORIZON or table.until >= LAST:
            return False
        self._grown(until=table.until + YEAR)
        return True

    def _grows_earlier(self, table, start):
        earliest = min(start, table.opens[0]) if table.opens else start
        if earliest - table.since > HORIZON or table.since <= FIRST:
            return False
        self._grown(since=table.since - YEAR)
        return True

    def _grown(self, since=LAST, until=FIRST):
        table = self._table
        if table is None:
            stretches = open_stretches(self.versions, since, until)
        else:
            since, until = min(since, table.since), max(until, table.until)
            stretches = [
                *open_stretches(self.versions, since, table.since),
                *zip(table.opens, table.closes, strict=True),
                *open_stretches(self.versions, table.until, until),
            ]
        self._table = table_of(since, until, stretches)
        return self._table


def table_of(since, until, stretches):
    """A Table of sorted stretches; those that touch become one."""
    opens, closes, before, after, passed = [], [], [], [], 0
    for begins, ends in stretches:
        if closes and closes[-1] == begins:
            closes[-1], passed = ends, passed + ends - begins
            after[-1] = passed
        else:
            opens.append(begins)
            closes.append(ends)
            before.append(passed)
            passed += ends - begins
            after.append(passed)
    return Table(since, until, opens, closes, before, after)


def open_stretches(versions, since, until):
    """Every open stretch of `versions` within [since, until), in order."""
    for version_until, hours in versions:
        ends = until if version_until is None else min(until, version_until)
        if since < ends:
            yield from _stretches_of(hours, since, ends)
            since = ends


def _stretches_of(hours, since, until):
    # Midnight does not exist on some days of some zones, so the time line is cut where the wall clock jumps, and
    # windows are laid into each piece on their own.
    for begins, ends, shift in constant_offsets(hours.zone, since, until):
        for day in range((begins + shift) // DAY, (ends + shift - 1) // DAY + 1):
            midnight = day * DAY - shift
            for opened, closed in hours.windows(day):
                first, last = max(begins, midnight + opened), min(ends, midnight + closed)
                if first < last:
                    yield first, last
