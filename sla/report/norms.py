"""How long first answers, next answers and solutions took one person, beside their own last three months."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Aggregate, BooleanField, Case, Count, FloatField, Q, Value, When
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from core.moments import Almanac
from core.months import months_later
from sla.faces import length
from sla.models import Clock, Metric
from sla.report.question import ENDED, Question
from sla.report.spans import Span
from sla.report.standing import MET
from sla.report.tally import share
from sla.wall_clock import SECOND
from tickets.models import Ticket

MEASURED = [Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.RESOLUTION]
BEFORE = 3
MINUTE = 60 * SECOND


class Percentile(Aggregate):
    """The value below which a fraction of all lies, between two of them where it falls there."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass
class Norm:
    """One metric in one stretch of time: `count` clocks, half of them under `median`, nine of ten under `most`, in
    microseconds of working time; `link` leads to their rows."""

    count: int = 0
    kept: int = 0
    median: float = 0
    most: float = 0
    link: str = ""

    @property
    def share(self):
        return share(self.kept, self.count)

    @property
    def median_words(self):
        return length(int(self.median), Almanac())

    @property
    def most_words(self):
        return length(int(self.most), Almanac())


class Norms:
    """The numbers of `person` from the tickets that `reader` works on. One statement."""

    def __init__(self, reader, person):
        self.reader, self.person = reader, person
        today = timezone.localdate()
        self.now, self.before = Span.of_months(today), Span.of_months(months_later(today, -BEFORE), BEFORE)

    @cached_property
    def lines(self):
        """[(metric's name, Norm of this month, of the months before, how they compare)], for metrics with any."""
        found = {(row.pop("metric"), row.pop("is_now")): Norm(**row) for row in self._counted()}
        for (metric, is_now), norm in found.items():
            norm.link = self._link(metric, self.now if is_now else self.before)
        pairs = {
            metric: (found.get((metric, True), Norm()), found.get((metric, False), Norm()))
            for metric in MEASURED
        }
        return [
            (metric.label, now, before, compared(now, before))
            for metric, (now, before) in pairs.items()
            if now.count or before.count
        ]

    @property
    def is_for_reader(self):
        """Whether the reader leads a desk this person works at, or has tickets or clocks of theirs."""
        reader, person = self.reader, self.person
        tickets = Ticket.objects.worked_by(reader)
        return (
            User.objects.staff().filter(pk=person.pk, teams__desk__in=reader.desk_keys).exists()
            or tickets.filter(assignee=person).exists()
            or self._clocks_of(Clock.objects.filter(ticket__in=tickets.order_by().values("pk"))).exists()
        )

    def _clocks_of(self, clocks):
        # In the words of the index.
        return clocks.alias(by=KT("standing__assignee")).filter(
            by=str(self.person.pk), stopped_at__isnull=False
        )

    def _counted(self):
        whole = Span(self.before.begins, self.now.ends)
        question = Question(self.reader, whole, state=ENDED, facts={"agent": self.person.pk})
        clocks = self._clocks_of(question.clocks()).filter(metric__in=MEASURED).order_by()
        is_now = Case(
            When(stopped_at__gte=self.now.begins, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        return clocks.values("metric", is_now=is_now).annotate(
            count=Count("pk"),
            kept=Count("pk", filter=Q(state=MET)),
            median=Percentile("used", fraction=0.5),
            most=Percentile("used", fraction=0.9),
        )

    def _link(self, metric, span):
        query = {
            "group": "agent",
            "key": self.person.pk,
            "range": "own",
            "first": span.first.isoformat(),
            "last": span.last.isoformat(),
            "metric": metric,
            "state": ENDED,
        }
        return f"{reverse('sla:rows')}?{urlencode(query)}"


def compared(now, before):
    """How the median of this month stands to the one before, in words; "" when there is nothing to compare."""
    difference = int(now.median - before.median)
    if not now.count or not before.count or abs(difference) < MINUTE:
        return ""
    words = {"time": length(abs(difference), Almanac())}
    if difference > 0:
        return gettext("The usual one takes %(time)s longer than in the three months before.") % words
    return gettext("The usual one takes %(time)s less than in the three months before.") % words
