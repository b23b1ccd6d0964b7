"""What opening hours would mean, before anybody saves them: hours a week, the next days, and sample due times."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import islice

from django.utils.translation import gettext as _

from core.moments import Almanac
from sla.checking import WEEKDAY_NAMES
from sla.explaining import stretches
from sla.faces import length
from sla.opening_hours import EPOCH_WEEKDAY, WEEKDAYS, OpeningHours
from sla.typed_hours import as_text, write_windows
from sla.wall_clock import DAY, SECOND, constant_offsets, iso, microseconds, moment
from sla.working_time import WorkingTime

MINUTE, HOUR, WEEK = 60 * SECOND, 3600 * SECOND, 7 * DAY
SOON = 21 * DAY
A_YEAR = 400 * DAY
MOST_LINES = 40
TEN_YEARS_OF_WEEKS = 520


@dataclass
class Sample:
    """A ticket opened at a moment, when it would be due, and the open stretches that are counted until then."""

    label: str
    opened: str
    due: str = ""
    lines: list = field(default_factory=list)
    is_cut: bool = False


class Trial:
    """The hours of a `spec` that can be read, as they would be from `now` on for targets of `amount` microseconds."""

    def __init__(self, spec, now, amount, typed_at=None):
        self.hours = OpeningHours(spec)
        self.calendar = WorkingTime([(None, self.hours)])
        self.names = spec.get("names") or {}
        self.week = OpeningHours({"tz": spec["tz"], "week": spec.get("week")})
        self.at, self.amount, self.typed_at = microseconds(now), amount, typed_at
        self.almanac = Almanac(now, self.hours.zone)
        self.today = self.calendar.wall(self.at)[0]

    @property
    def amount_words(self):
        return length(self.amount, self.almanac)

    @property
    def week_words(self):
        """Open time in a week without special days."""
        return length(self.week_amount, self.almanac)

    @cached_property
    def week_amount(self):
        return sum(_open(self.week.windows(day)) for day in range(7))

    @property
    def next_days(self):
        """(day, hours, name of the special day) of today and the six days after it."""
        return [(weekday_of(day), *self._told(day)) for day in range(self.today, self.today + 7)]

    @property
    def next_special_days(self):
        """The same of the next five days that are not as usual, within thirteen months."""
        found = (
            (self._day(day), *self._told(day))
            for day in range(self.today, self.today + 400)
            if self.hours.windows(day) != self.week.windows(day) or self._name(day)
        )
        return list(islice(found, 5))

    @property
    def samples(self):
        """Moments at which due times are worth looking at, and the one that was typed."""
        return [self._sample(label, at) for label, at in self.moments]

    @property
    def moments(self):
        """(label, instant) of each sample."""
        moments = [
            (_("In working hours"), self._in_hours()),
            (_("In the break"), self._in_break()),
            (_("In the evening"), self._in_the_evening()),
            (_("Just before a long rest"), self._before_rest()),
            (_("On a day off"), self._on_a_day_off()),
            (_("Before a special day"), self._before_special_day()),
            (_("Before the clocks change"), self._before_the_clocks_change()),
        ]
        if self.typed_at is not None:
            there = self.typed_at.replace(tzinfo=self.hours.zone)
            moments.insert(0, (_("The moment you typed"), microseconds(there.astimezone(UTC))))
        return [(label, at) for label, at in moments if at is not None]

    def when(self, at):
        """An instant in words, on the wall clock of the calendar."""
        day, _wall = self.calendar.wall(at)
        return f"{self._day(day)}{self.almanac.comma} {self.almanac.clock(moment(at))}"

    def _sample(self, label, at):
        # What takes longer than this is not waited for, neither by people nor by the page.
        is_too_far = self.week_amount and self.amount > TEN_YEARS_OF_WEEKS * self.week_amount
        due = None if is_too_far else self.calendar.add(at, self.amount)
        if due is None:
            return Sample(label, self.when(at))
        sample, counted = Sample(label, self.when(at), self.when(due)), 0
        for opens, closes in islice(stretches(self.calendar, at, due), MOST_LINES + 1):
            if len(sample.lines) == MOST_LINES:
                sample.is_cut = True
                break
            counted += closes - opens
            day = self._day(self.calendar.wall(opens)[0])
            until = self.almanac.clock(moment(closes))
            sample.lines.append(
                (day, self.almanac.clock(moment(opens)), until, length(counted, self.almanac))
            )
        return sample

    def _in_hours(self):
        found = self.calendar.next_stretches(self.at, 2)[-1:]
        if found:
            opens, closes = found[0]
            return opens + min(HOUR, (closes - opens) // 2)
        # What never closes has no next stretch.
        return self.calendar.next_open(self.at)

    def _in_break(self):
        for closes, opens in self._rests():
            if self.calendar.wall(closes)[0] == self.calendar.wall(opens)[0]:
                return (closes + opens) // 2 // MINUTE * MINUTE
        return None

    def _in_the_evening(self):
        return next((closes + HOUR for closes, opens in self._rests() if opens - closes >= 4 * HOUR), None)

    def _before_rest(self):
        rests = [(opens - closes, -closes) for closes, opens in self._rests() if closes < self.at + WEEK]
        return -max(rests)[1] - 10 * MINUTE if rests else None

    def _on_a_day_off(self):
        for day in range(self.today, self.today + 8):
            if not self.hours.windows(day) and (at := self.calendar.instant(day, 11 * HOUR)) >= self.at:
                return at
        return None

    def _before_special_day(self):
        for day in range(self.today + 1, self.today + 400):
            if self.hours.windows(day) != self.week.windows(day):
                return self._shortly_before(self.calendar.instant(day, 0))
        return None

    def _before_the_clocks_change(self):
        changes = constant_offsets(self.hours.zone, self.at, self.at + A_YEAR)
        first = next(iter(changes))
        return self._shortly_before(first[1]) if first[1] < self.at + A_YEAR else None

    def _shortly_before(self, at):
        """An hour before the last closing up to an instant, unless that is past."""
        closed = self.calendar.prev_close(at)
        return closed - HOUR if closed is not None and closed - HOUR >= self.at else None

    def _rests(self):
        """(from, to) of the closed stretches of the next weeks."""
        found = self.calendar.next_stretches(self.at, 60)
        for (_opens, closes), (opens, _closes) in zip(found, found[1:], strict=False):
            if closes < self.at + SOON:
                yield closes, opens

    def _told(self, day):
        return write_windows(as_text(self.hours.windows(day))), self._name(day)

    def _name(self, day):
        return self.names.get(iso(day)) or self.names.get(iso(day)[5:], "")

    def _day(self, day):
        return f"{weekday_of(day)} {self.almanac.short_date(_date(day))}"


def weekday_of(day):
    """The name of the weekday of a local day."""
    return str(WEEKDAY_NAMES[WEEKDAYS[(day + EPOCH_WEEKDAY) % 7]])


def _date(day):
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(day)).date()


def _open(windows):
    return sum(ends - begins for begins, ends in windows)
