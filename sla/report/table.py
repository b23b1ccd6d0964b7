"""The report of service levels: how many clocks of each group were kept, and what share that is."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, DateTimeField, F, Func, IntegerField, Value
from django.db.models.functions import Least
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.moments import Almanac
from core.months import midnight
from sla.models import Metric
from sla.report.names import WITHOUT, Names
from sla.report.question import EXPECTED, GROUPS, NOTHING
from sla.report.standing import PRESENT, STATE_WORDS, stood
from sla.report.tally import Tally

# Lines that one page shows; more are asked for by a narrower question.
MOST_LINES = 300
METRICS = list(Metric)
COLUMNS = [*STATE_WORDS.items(), (NOTHING, _("Nothing promised"))]


class Table:
    """The answer to a Question: `lines` of its groups, their `total`, and `by_metric` {metric: Tally}.

    `query` is that of the page, encoded; the links to the rows are made of it. A few statements, whatever there is.
    """

    def __init__(self, question, query):
        self.question, self.group = question, question.group
        self.rows = f"{reverse('sla:rows')}?{query}"
        self.months = question.span.months()
        self.total, self.by_metric, self.by_key = Tally(self.rows), {}, {}
        self._count()
        if question.expects_clocks:
            self._count_unpromised()
        else:
            self.total.unpromised = None

    @cached_property
    def lines(self):
        names = Names()
        names.learn(self.group, self.by_key)
        for key, tally in self.by_key.items():
            tally.label = self._label(key, names)
        return sorted(self.by_key.values(), key=self._place)[:MOST_LINES]

    @property
    def group_label(self):
        return GROUPS[self.group]

    @property
    def columns(self):
        """[(state, its words), ...] as a Tally gives its numbers."""
        return COLUMNS

    @property
    def is_cut(self):
        return len(self.by_key) > MOST_LINES

    def cells(self):
        """The table as rows for a spreadsheet; shares in percent."""
        heads = [[GROUPS[self.group], gettext("Kept, percent"), *(words for _state, words in COLUMNS)]]
        self.total.label = gettext("Together")
        return heads + [
            [tally.label, tally.percent, *(number for _state, number, _link in tally)]
            for tally in [*self.lines, self.total]
        ]

    def _count(self):
        clocks = self.question.clocks().order_by().annotate(key=self._key())
        for row in clocks.values("key", "metric", "state").annotate(count=Count("pk")):
            by_metric = self.by_metric.setdefault(row["metric"], Tally(f"{self.rows}&metric={row['metric']}"))
            for tally in (self.total, by_metric, self._of_key(row["key"])):
                tally.counts[row["state"]] += row["count"]

    def _key(self):
        if self.group == "metric":
            return F("metric")
        elif self.group == "month":
            return self._bucket(Least("moment", Value(self.question.now, DateTimeField())))
        return stood(self.group)

    def _count_unpromised(self):
        if self.group == "metric":
            # One ticket may lack several: no sum of them would say anything.
            self.total.unpromised = None
            for key, tally in self.by_key.items():
                is_expected = key in EXPECTED
                tally.unpromised = self.question.of_group(key).unpromised().count() if is_expected else None
            return
        key = self._bucket(F("opened_at")) if self.group == "month" else F(PRESENT[self.group])
        tickets = self.question.unpromised().order_by().annotate(key=key)
        for row in tickets.values("key").annotate(count=Count("pk")):
            self._of_key(row["key"]).unpromised = row["count"]
            self.total.unpromised += row["count"]

    def _bucket(self, moment):
        """Which of the months a moment lies in, from 1 on."""
        begins = [midnight(day) for day in self.months]
        starts = Value(begins, output_field=ArrayField(DateTimeField()))
        return Func(moment, starts, function="width_bucket", output_field=IntegerField())

    def _of_key(self, key):
        if key not in self.by_key:
            value = self.months[key - 1] if self.group == "month" else key
            value = NOTHING if value is None else value
            self.by_key[key] = Tally(f"{self.rows}&key={value}", key=key)
        return self.by_key[key]

    def _label(self, key, names):
        if self.group == "month":
            return Almanac().month(self.months[key - 1])
        elif self.group == "metric":
            return Metric(key).label
        return names.of(self.group, key) or WITHOUT[self.group]

    def _place(self, tally):
        # Names stand in the order of the alphabet, those of people, too: nobody is ranked.
        if self.group == "metric":
            return METRICS.index(tally.key)
        elif self.group in ("month", "priority"):
            return tally.key or 0
        return tally.key is None, str(tally.label).casefold(), tally.key or 0
