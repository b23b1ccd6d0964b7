"""What people see of a clock: in words that are enough without colour."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext, pgettext

from core.moments import Almanac
from sla.book import Book
from sla.models import Clock, Why
from sla.reckoning import used
from sla.wall_clock import SECOND
from tickets.due import SOON, counted

ICONS = {
    "running": "clock",
    "soon": "clock",
    "over": "alert-triangle",
    "paused": "player-pause",
    "kept": "circle-check",
    "broken": "alert-circle",
    "cancelled": "circle-minus",
}

COLOURS = {
    "soon": "progress-amber",
    "over": "progress-red",
    "broken": "progress-red",
    "kept": "progress-green",
}


@dataclass
class Face:
    """One clock as the reader of an Almanac sees it now."""

    clock: Clock
    book: Book
    almanac: Almanac

    @cached_property
    def calendar(self):
        """The WorkingTime it is counted in."""
        return self.book.calendar_of(self.clock)

    @property
    def state(self):
        """ "running", "soon", "over", "paused", "kept", "broken" or "cancelled"."""
        clock = self.clock
        if clock.stopped_at is not None:
            is_cancelled = clock.why_stopped == Why.CANCELLED and not clock.is_breached
            return "cancelled" if is_cancelled else "broken" if clock.is_breached else "kept"
        elif clock.is_paused:
            return "paused"
        elif clock.due_at is None:
            return "running"
        left = clock.due_at - self.almanac.now
        return "over" if self.is_broken else "soon" if left <= SOON else "running"

    @property
    def is_broken(self):
        """Whether more than the target is used by now, fired or not."""
        clock = self.clock
        return clock.is_breached or (clock.breach_at is not None and clock.breach_at < self.almanac.now)

    @property
    def due_state(self):
        """The same, as the marks of lists name it."""
        return {"running": "left", "soon": "soon", "over": "over", "paused": "paused", "broken": "over"}.get(
            self.state, ""
        )

    @property
    def colour(self):
        """The class of its bar."""
        return COLOURS.get(self.state, "")

    @property
    def icon(self):
        return ICONS[self.state]

    @property
    def words(self):
        """How it stands: what is left, how far over, kept or not."""
        match self.state:
            case "kept":
                return gettext("Kept")
            case "broken":
                return gettext("Not kept")
            case "cancelled":
                return pgettext("clock", "No longer needed")
            case "paused":
                return gettext("Paused")
        if self.clock.due_at is None:
            return gettext("Never due: its calendar does not open")
        left = self.clock.due_at - self.almanac.now
        # Used up at a closing, it is not broken before the next opening.
        return (
            counted(left, self.almanac) if left.total_seconds() > 0 or self.is_broken else gettext("Due now")
        )

    @property
    def counts(self):
        """Whether its words count on in the browser."""
        return self.state in ("running", "soon", "over") and self.clock.due_at is not None

    @cached_property
    def used(self):
        """Microseconds of working time used by now."""
        return used(self.clock, self.calendar, self.almanac.now)

    @property
    def used_words(self):
        """ "1 h 12 min of 4 h", in working time."""
        target = self.clock.target
        passed = length(self.used, self.almanac)
        if target.days:
            promised = gettext("%(days)s working days") % {"days": self.almanac.digits(str(target.days))}
        else:
            promised = length(target.amount, self.almanac)
        return gettext("%(used)s of %(promised)s") % {"used": passed, "promised": promised}

    @property
    def percent(self):
        """How much of the target is used, up to 100; None for working days."""
        amount = self.clock.target.amount
        return amount and min(100, self.used * 100 // amount)


def length(amount, almanac):
    """Working time in hours and minutes, begun minutes left out: 1 h 12 min."""
    hours, minutes = divmod(amount // (60 * SECOND), 60)
    words = {"h": almanac.digits(str(hours)), "m": almanac.digits(str(minutes))}
    if not hours:
        return gettext("%(m)s min") % words
    return gettext("%(h)s h %(m)s min") % words if minutes else gettext("%(h)s h") % words


def exact_length(amount, almanac):
    """Working time to the second: 1:12:05, with a fraction where there is one."""
    minutes, microseconds = divmod(amount, 60 * SECOND)
    seconds = f"{microseconds / SECOND:09.6f}".rstrip("0").rstrip(".")
    return almanac.digits(f"{minutes // 60}:{minutes % 60:02}:{seconds}")
