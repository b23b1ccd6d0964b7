"""The rows behind a number: one for each clock, with all that is known of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice

from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.commas import listed
from core.moments import Almanac, digits
from sla import reckoning
from sla.book import open_book
from sla.faces import exact_length, length
from sla.models import Clock, Firing, Metric
from sla.report.names import WITHOUT, Names
from sla.report.question import ENDED, JUDGED, NOTHING, STOP
from sla.report.standing import BREACHED, PAUSED, PRESENT, RUNNING, STATE_WORDS, state, stood
from sla.wall_clock import SECOND, microseconds
from sla.working_time import WorkingTime
from tickets.models import Ticket

NAMED = ("contract", "category", "agent")
KEPT = (*NAMED, "priority")
A_BATCH = 500
TITLES = {**STATE_WORDS, NOTHING: _("Nothing promised"), JUDGED: _("Kept or not"), ENDED: _("Kept or not")}
HEADS = [
    _("Ticket"), _("Promise"), _("Result"), _("Used"), _("Target"), _("Over"), _("Agent"), _("Team or supplier"),
    _("Requester"), _("Contract"), _("Category"), _("Priority"), _("Policy"), _("Calendar"), _("Cycle"),
    _("Started"), _("Stopped"), _("Due"), _("Paused"), _("Time passed"), _("Taken back"), _("Reopened"),
]  # fmt: skip
HEADS_UNPROMISED = [
    _("Ticket"), _("Requester"), _("Contract"), _("Category"), _("Priority"), _("Agent"), _("Opened"),
]  # fmt: skip


class Stood:
    """What the ticket of a row was, in words: `thing` is what the database gave, `names` knows the names."""

    contract = property(lambda self: self._name("contract"))
    category = property(lambda self: self._name("category"))
    priority = property(lambda self: self._name("priority"))
    agent = property(lambda self: self._name("agent"))

    def _name(self, fact):
        return self.names.of(fact, getattr(self.thing, f"stood_{fact}"))


@dataclass
class Row(Stood):
    """One clock as a report shows it. Lengths in microseconds; of working time, unless they say otherwise."""

    clock: Clock
    calendar: WorkingTime
    names: Names
    now: datetime
    # Whether it was told to be broken once, and turned out not to be.
    is_taken_back: bool

    @property
    def thing(self):
        return self.clock

    @property
    def ends(self):
        return self.clock.stopped_at or self.now

    @cached_property
    def used(self):
        return reckoning.used(self.clock, self.calendar, self.ends)

    @property
    def paused(self):
        begins, ends = microseconds(self.clock.started_at), microseconds(self.ends)
        return self.calendar.between(begins, max(begins, ends)) - self.used

    @property
    def passed(self):
        """By the clock on the wall."""
        return (self.ends - self.clock.started_at) // timedelta(microseconds=1)

    @property
    def over(self):
        """How much more than the target was used."""
        due_at = self.clock.due_at
        if due_at is None or due_at >= self.ends:
            return 0
        return self.used - reckoning.used(self.clock, self.calendar, due_at)

    @property
    def reopened(self):
        """How often it went on after a stop: such a pause begins with no event of its own."""
        since = self.clock.started_at.isoformat()
        return sum(by is None and began != since for began, _ended, by, _ended_by in self.clock.pauses)

    @property
    def state(self):
        return str(STATE_WORDS[self.clock.state])

    @property
    def is_broken(self):
        return self.clock.state == BREACHED

    @property
    def agreed_on(self):
        """The day from which the version of the policy held."""
        return timezone.localdate(self.clock.target.version.valid_from)

    @property
    def days(self):
        return gettext("%(days)s working days") % {"days": digits(self.clock.target.days)}

    @property
    def cells(self):
        """For a spreadsheet: lengths in seconds, moments in UTC."""
        clock, target = self.clock, self.clock.target
        days = target.days and f"{target.days} d"
        return [
            clock.ticket.number, Metric(clock.metric).label, self.state, seconds(self.used),
            days or seconds(target.amount), seconds(self.over), self.agent, clock.team, clock.ticket.requester,
            self.contract, self.category, self.priority, target.version, clock.calendar, clock.cycle,
            clock.started_at, clock.stopped_at, clock.due_at, seconds(self.paused), seconds(self.passed),
            int(self.is_taken_back), self.reopened,
        ]  # fmt: skip

    @cached_property
    def told(self):
        """Its lengths in words, {"used": (short, exact), ...}."""
        almanac, target = Almanac(self.now), self.clock.target
        amounts = {"used": self.used, "paused": self.paused, "passed": self.passed, "over": self.over}
        if target.amount:
            amounts["target"] = target.amount
        # Nothing used is a number, too; nothing over or paused is nothing to tell.
        return {
            name: (length(one, almanac), exact_length(one, almanac))
            for name, one in amounts.items()
            if one or name == "used"
        }


@dataclass
class UnpromisedRow(Stood):
    """One ticket that was promised nothing."""

    ticket: Ticket
    names: Names

    @property
    def thing(self):
        return self.ticket

    @property
    def cells(self):
        ticket = self.ticket
        facts = [self.contract, self.category, self.priority, self.agent]
        return [ticket.number, ticket.requester, *facts, ticket.opened_at]


@dataclass
class Rows:
    """The rows of a Question: `queryset` to page through, and `told` to make a Row of each."""

    question: object
    # Spreadsheets are sent when the language of the request may be another already.
    language: str = field(default_factory=translation.get_language)

    @property
    def is_of_tickets(self):
        return self.question.state == NOTHING

    @property
    def title(self):
        return TITLES.get(self.question.state) or _("Clocks")

    @cached_property
    def about(self):
        """What they have in common, in words."""
        names, question = Names(), self.question
        for fact, pk in question.facts.items():
            names.learn(fact, [pk])
        told = [names.of(fact, pk) or str(WITHOUT[fact]) for fact, pk in question.facts.items()]
        return listed([*([Metric(question.metric).label] if question.metric else []), *told])

    @property
    def order(self):
        """By which fields they are ordered, for keyset_page."""
        is_live = self.question.period == STOP and self.question.state in (RUNNING, PAUSED)
        return ["-pk"] if is_live else ["-moment", "-pk"]

    @property
    def heads(self):
        return HEADS_UNPROMISED if self.is_of_tickets else HEADS

    def queryset(self):
        """What to page through: no more of each than its key and its `moment`, or the whole span would be fetched."""
        if self.is_of_tickets:
            return self.question.unpromised().annotate(moment=F("opened_at")).only("pk")
        return self.question.clocks().only("pk")

    def told(self, found, names=None):
        """The Rows of some of them, in their order. A few statements, however many they are."""
        names, whole = names or Names(), self._whole().in_bulk([one.pk for one in found])
        things = [whole[one.pk] for one in found if one.pk in whole]
        for fact in NAMED:
            names.learn(fact, [getattr(one, f"stood_{fact}") for one in things])
        if self.is_of_tickets:
            return [UnpromisedRow(ticket, names) for ticket in things]
        book, taken_back = open_book(), taken_back_of(whole)
        return [
            Row(
                clock,
                book.working_time(clock.calendar_id, clock.carried),
                names,
                self.question.now,
                clock.pk in taken_back,
            )
            for clock in things
        ]

    def _whole(self):
        if self.is_of_tickets:
            present = {f"stood_{fact}": F(PRESENT[fact]) for fact in KEPT}
            return Ticket.objects.select_related("requester").annotate(**present)
        related = ("ticket__requester", "target__version__policy", "team", "calendar")
        facts = {f"stood_{fact}": stood(fact) for fact in KEPT}
        return Clock.objects.select_related(*related).annotate(state=state(self.question.now), **facts)

    def cells(self):
        """All of them as rows for a spreadsheet, a batch at a time."""
        names, found = Names(), self.queryset().order_by(*self.order).iterator(chunk_size=A_BATCH)
        with translation.override(self.language):
            heads = [str(head) for head in self.heads]
        yield heads
        while batch := list(islice(found, A_BATCH)):
            with translation.override(self.language):
                rows = [[plain(cell) for cell in row.cells] for row in self.told(batch, names)]
            yield from rows


def taken_back_of(clocks):
    """Those of some ids of clocks whose breach was taken back."""
    told = Firing.objects.filter(clock__in=clocks, step=Firing.BREACH, retracted_at__isnull=False)
    return set(told.values_list("clock", flat=True))


def plain(cell):
    """A cell as a spreadsheet understands it, in words where it is a thing."""
    return cell if cell is None or isinstance(cell, str | int | datetime) else str(cell)


def seconds(amount):
    """Seconds with as many decimals as it takes."""
    return f"{amount / SECOND:.6f}".rstrip("0").rstrip(".")
