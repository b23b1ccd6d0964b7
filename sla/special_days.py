"""Special days of a calendar as rows: a date, its name, and what happens on it."""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from persiantools.jdatetime import JalaliDate

from core.moments import digits
from sla.opening_hours import YEARLY, read_window, united, without
from sla.typed_hours import as_text, read_windows, write_windows
from tickets.forms.figures import DateField, is_persian

MOST_DAYS = 300
MOST_NAME = 120
FIRST_YEAR, LAST_YEAR = 1971, 2199


class What(models.TextChoices):
    """What happens on a special day."""

    CLOSED = "closed", pgettext_lazy("special day", "closed")
    YEARLY = "yearly", pgettext_lazy("special day", "closed yearly")
    OPEN = "open", pgettext_lazy("special day", "open at")
    BREAK = "break", pgettext_lazy("special day", "closed from–to")


@dataclass
class SpecialDay:
    """One row as it is typed: all texts, with what is wrong with them in `errors`."""

    day: str = ""
    what: str = What.CLOSED
    hours: str = ""
    name: str = ""
    errors: list = field(default_factory=list)

    @property
    def is_empty(self):
        return not (self.day.strip() or self.hours.strip() or self.name.strip())

    @property
    def date(self):
        """The date, or None while it cannot be read."""
        try:
            return self.read_date()
        except ValidationError:
            return None

    @property
    def key(self):
        """ "2026-12-25", or "12-25" for a day of every year; None while it cannot be read."""
        day = self.date
        return day and (day.isoformat()[5:] if self.what == What.YEARLY else day.isoformat())

    def read_date(self):
        """The date typed; ValidationError for none, or for one that no calendar needs."""
        day = DateField().clean(self.day)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(
                _("Choose a day between the years %(first)s and %(last)s.")
                % {"first": digits(FIRST_YEAR), "last": digits(LAST_YEAR)}
            )
        return day

    def read_hours(self):
        """The windows typed, for a day that has some; ValidationError when there should be and are none."""
        if self.what not in (What.OPEN, What.BREAK):
            return []
        if not self.hours.strip():
            raise ValidationError(
                _("Say from when to when, such as %(example)s.") % {"example": digits("08:30–12:30")}
            )
        return read_windows(self.hours, over_midnight=False)

    def check(self):
        """Fill `errors`; whether there are none."""
        self.errors = []
        for read in (self.read_date, self.read_hours):
            try:
                read()
            except ValidationError as error:
                self.errors += error.messages
        if len(self.name) > MOST_NAME or "\x00" in self.name:
            self.errors.append(_("A name has at most %(count)s letters.") % {"count": digits(MOST_NAME)})
        if self.what not in What.values:
            self.errors.append(_("Choose what happens on this day."))
        return not self.errors


def check_days(days):
    """Whether every row can be read and none speaks of the day of another; what is wrong stands on the rows."""
    fine, seen = True, {}
    for row in days:
        fine &= row.check()
        if row.key and seen.setdefault(row.key, row) is not row:
            row.errors.append(_("Another row speaks of this day, too. Keep one of them."))
            fine = False
    return fine


def days_of_data(data):
    """The rows of a form that was sent, without empty ones, at most MOST_DAYS and one."""
    columns = [data.getlist(f"special-{name}") for name in ("day", "what", "hours", "name")]
    rows = [SpecialDay(*row) for row in zip(*columns, strict=False)]
    return [row for row in rows if not row.is_empty][: MOST_DAYS + 1]


def days_of_spec(spec, today):
    """The rows of the `spec` of a calendar, in order of time; rules that meet on one date become one row."""
    rows, closures = {}, {}
    for day in spec.get("holidays") or []:
        rows[day] = SpecialDay(what=What.YEARLY if YEARLY.fullmatch(day) else What.CLOSED)
    for day, *window in spec.get("closures") or []:
        closures.setdefault(day, []).append(window)
    for day, windows in (spec.get("exceptions") or {}).items():
        if day in closures:
            shut = [read_window(one) for one in closures.pop(day)]
            windows = as_text(without(united(map(read_window, windows)), shut))
        rows[day] = SpecialDay(what=What.OPEN, hours=write_windows(windows))
    for day, windows in closures.items():
        rows.setdefault(day, SpecialDay(what=What.BREAK, hours=write_windows(windows)))
    for key, row in rows.items():
        row.day, row.name = _some_date(key, today), (spec.get("names") or {}).get(key, "")
    return in_order(rows.values())


def spec_of_days(days):
    """What rows without errors add to the `spec` of a calendar."""
    holidays = sorted({row.key for row in days if row.what in (What.CLOSED, What.YEARLY)})
    exceptions = {row.key: row.read_hours() for row in days if row.what == What.OPEN}
    closures = [[row.key, *window] for row in days if row.what == What.BREAK for window in row.read_hours()]
    names = {row.key: row.name.strip() for row in days if row.name.strip()}
    found = {"holidays": holidays, "exceptions": exceptions, "closures": closures, "names": names}
    return {key: value for key, value in found.items() if value}


def merged(days, others):
    """`days` and those of `others` whose day is free, in order of time, with how many were added."""
    taken = {row.key for row in days}
    yearly = {row.key for row in days if row.what == What.YEARLY}
    added = []
    for row in others:
        if row.key in taken or (row.what == What.CLOSED and row.key and row.key[5:] in yearly):
            continue
        taken.add(row.key)
        added.append(row)
    return in_order([*days, *added]), len(added)


def without_past(days, today):
    """The rows of days that are still to come; those that cannot be read stay."""
    return [row for row in days if row.what == What.YEARLY or row.date is None or row.date >= today]


def in_order(days):
    """Days of every year first, then by date; what cannot be read comes last."""
    return sorted(days, key=lambda row: (row.date is None, len(row.key or ""), row.key or ""))


def written(day):
    """A date as the field for dates shows it to the reader."""
    if not is_persian():
        return day.isoformat()
    jalali = JalaliDate.to_jalali(day)
    return digits(f"{jalali.year}/{jalali.month:02}/{jalali.day:02}")


def _some_date(key, today):
    """The date of "2026-12-25", or for "12-25" the one of this year or of the next that has it, as it is typed."""
    for year in range(today.year, today.year + 9):
        try:
            return written(date.fromisoformat(f"{year}-{key}" if YEARLY.fullmatch(key) else key))
        except ValueError:
            continue
    return key
