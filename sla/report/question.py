"""What somebody asks of the clocks: which of them, of what time, and sorted by what."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from sla.models import Clock, Metric
from sla.models.choices import WHOLE_LIFE
from sla.report.spans import Span, this_month
from sla.report.standing import BREACHED, MET, NEVER, PRESENT, STATES, state, stood
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
MOMENTS = {START: "started_at", DUE: "due_at"}
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
        clocks = Clock.objects.filter(ticket__in=self._sight()).annotate(state=state(self.now))
        if self.period == STOP:
            # What still runs counts as of now.
            clocks = clocks.annotate(moment=Coalesce("stopped_at", datetime.fromisoformat(NEVER)))
            in_span = Q(stopped_at__gte=self.span.begins, stopped_at__lt=self.span.ends)
            in_span |= Q(stopped_at__isnull=True) if self.span.holds(self.now) else Q()
            clocks = clocks.filter(in_span)
        else:
            name = MOMENTS[self.period]
            clocks = clocks.annotate(moment=Coalesce(name, datetime.fromisoformat(NEVER)))
            clocks = clocks.filter(**{f"{name}__gte": self.span.begins, f"{name}__lt": self.span.ends})
        if self.metric:
            clocks = clocks.filter(metric=self.metric)
        for fact, wanted in self._facts().items():
            named = {f"stood_{fact}": stood(fact)}
            is_so = {f"stood_{fact}__isnull": True} if wanted is None else {f"stood_{fact}": wanted}
            clocks = clocks.alias(**named).filter(**is_so)
        if self.state in STATES:
            clocks = clocks.filter(state=self.state)
        elif self.state in (JUDGED, ENDED):
            clocks = clocks.filter(state__in=(MET, BREACHED))
        return clocks.filter(stopped_at__isnull=False) if self.state == ENDED else clocks

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

    def _sight(self):
        return Ticket.objects.worked_by(self.reader).order_by().values("pk")

    def _facts(self):
        # Who leads nobody learns of the own work alone.
        return self.facts if self.reader.is_lead else {**self.facts, "agent": self.reader.pk}
