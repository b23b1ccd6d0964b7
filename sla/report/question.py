"""What somebody asks of the clocks: which of them, of what time, and sorted by what."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import DateTimeField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from sla.models import Clock, Metric
from sla.models.choices import WHOLE_LIFE
from sla.models.clock import NEVER
from sla.report.spans import Span, this_month
from sla.report.standing import (
    BREACHED,
    CANCELLED,
    MET,
    PAUSED,
    PRESENT,
    RUNNING,
    STATES,
    state,
    stood,
)
from tickets.models import Ticket

GROUPS = {
    "desk": _("Desk"),
    "team": _("Team"),
    "priority": _("Priority"),
    "contract": _("Contract"),
    "agent": _("Agent"),
    "month": _("Month"),
    "metric": _("Metric"),
}
STOP, START, DUE = "stop", "start", "due"
PERIODS = {STOP: _("when it stopped"), START: _("when it started"), DUE: _("when it was due")}
MOMENTS = {STOP: "stopped_at", START: "started_at", DUE: "due_at"}
# Kept or not: what a share is taken of.
JUDGED = "judged"
# The same of those that have stopped.
ENDED = "ended"
# A ticket that was promised nothing.
NOTHING = "none"
# Of these every ticket should have one.
EXPECTED = (Metric.FIRST_RESPONSE, *WHOLE_LIFE)


@dataclass(frozen=True)
class Question:
    """`facts` are the ids a clock must have had, by the keys of PRESENT; None as a value means to have had none."""

    reader: User
    span: Span = field(default_factory=this_month)
    period: str = STOP
    group: str = "desk"
    metric: str = ""
    facts: dict = field(default_factory=dict)
    state: str = ""
    now: datetime = field(default_factory=timezone.now)

    def of_rows(self, key, state):
        """The same, of one number of its table: in one line (None: in all) and state. ValueError if there is none."""
        if state not in ("", *STATES, JUDGED, ENDED, NOTHING):
            raise ValueError
        found = replace(self if key is None else self.of_group(key), state=state)
        if state == NOTHING and not found.expects_clocks:
            raise ValueError
        return found

    def of_group(self, key):
        """The same, of one line of its table alone; `key` as in the address. ValueError if it cannot be one."""
        if self.group == "metric":
            return replace(self, metric=Metric(key))
        elif self.group == "month":
            first = date.fromisoformat(key)
            if first not in self.span.months():
                raise ValueError
            return replace(self, span=self.span.within(Span.of_months(first)))
        wanted = None if key == NOTHING else int(key)
        if self.group in self.facts and self.facts[self.group] != wanted:
            raise ValueError
        return replace(self, facts={**self.facts, self.group: wanted})

    def clocks(self):
        """The clocks that are asked for, each with its `state` and the `moment` by which it is in the span."""
        sight = Ticket.objects.all().are_worked_by(self.reader, "ticket")
        clocks = Clock.objects.filter(sight).annotate(state=state(self.now), moment=moment_of(self.period))
        clocks = clocks.filter(self._in_span())
        if self.metric:
            clocks = clocks.filter(metric=self.metric)
        for fact, wanted in self._facts().items():
            # The planner can tell how many tickets of a desk there are, but not of a case.
            is_of_ticket = fact != "team" and self.state in (RUNNING, PAUSED)
            named = {f"stood_{fact}": F(f"ticket__{PRESENT[fact]}") if is_of_ticket else stood(fact)}
            is_so = {f"stood_{fact}__isnull": True} if wanted is None else {f"stood_{fact}": wanted}
            clocks = clocks.alias(**named).filter(**is_so)
        if self.state in STATES:
            clocks = clocks.filter(state=self.state)
        elif self.state in (JUDGED, ENDED):
            clocks = clocks.filter(state__in=(MET, BREACHED))
        return clocks.filter(stopped_at__isnull=False) if self.state == ENDED else clocks

    def _in_span(self):
        begins, ends = self.span.begins, self.span.ends
        if self.period != STOP:
            name = MOMENTS[self.period]
            return Q(**{f"{name}__gte": begins, f"{name}__lt": ends})
        # What still runs counts as of now. All in the words of one index, for rows are asked for in its order.
        ended, live = Q(moment__gte=begins, moment__lt=ends), Q(moment=NEVER)
        if self.state in (RUNNING, PAUSED):
            return live if self.span.holds(self.now) else Q(pk__in=[])
        elif self.state in (MET, CANCELLED, ENDED) or not self.span.holds(self.now):
            return ended
        return Q(moment__gte=begins) & (ended | live)

    @property
    def expects_clocks(self):
        """Whether a ticket without such a clock lacks something."""
        return not self.metric or self.metric in EXPECTED

    def unpromised(self):
        """The tickets opened in the span that have no clock of what is asked for."""
        expected = [self.metric] if self.metric else EXPECTED
        tickets = Ticket.objects.worked_by(self.reader).exclude(
            Exists(Clock.objects.filter(ticket=OuterRef("pk"), metric__in=expected))
        )
        tickets = tickets.filter(opened_at__gte=self.span.begins, opened_at__lt=self.span.ends)
        wanted = {PRESENT[fact]: value for fact, value in self._facts().items()}
        tickets = tickets.filter(**{name: value for name, value in wanted.items() if value is not None})
        return tickets.filter(**{f"{name}__isnull": True for name, value in wanted.items() if value is None})

    def _facts(self):
        # Who leads nobody learns of the own work alone.
        return self.facts if self.reader.is_lead else {**self.facts, "agent": self.reader.pk}


def moment_of(period):
    """By which moment a clock counts; what has none comes after everything."""
    return Coalesce(MOMENTS[period], Value(NEVER), output_field=DateTimeField())
