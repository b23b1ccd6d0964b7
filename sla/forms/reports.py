"""What a report is asked, as people choose it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Contract, Desk, Team
from sla.models import Metric
from sla.report.question import GROUPS, PERIODS, STOP, Question
from sla.report.spans import LONGEST, Span, last_days, last_month, this_month
from tickets.forms.figures import DateField
from tickets.models import Priority

THIS_MONTH, LAST_MONTH, DAYS, OWN = "month", "last-month", "30-days", "own"
SPANS = {THIS_MONTH: this_month, LAST_MONTH: last_month, DAYS: last_days}
EARLIEST, LATEST = 1990, 2200
RANGES = [
    (THIS_MONTH, _("This month")),
    (LAST_MONTH, _("Last month")),
    (DAYS, _("The last 30 days")),
    (OWN, _("From a day to a day")),
]


class FewField(forms.ChoiceField):
    """A choice of few rows, read in one statement for the choice and for its check."""

    def offer(self, rows, empty_label):
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [("", empty_label), *((pk, str(row)) for pk, row in self.rows.items())]

    def clean(self, value):
        return self.rows.get(super().clean(value))


class ReportForm(forms.Form):
    """The question of a report, from its address: without a word, this month by desk."""

    group = forms.ChoiceField(label=_("A line for each"), choices=list(GROUPS.items()), required=False)
    range = forms.ChoiceField(label=_("Time"), choices=RANGES, required=False)
    period = forms.ChoiceField(label=_("A clock counts"), choices=list(PERIODS.items()), required=False)
    desk = FewField(label=_("Desk"), required=False)
    team = FewField(label=_("Team"), required=False)
    metric = forms.ChoiceField(
        label=_("Promise"), choices=[("", pgettext_lazy("promises", "All")), *Metric.choices], required=False
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=[("", pgettext_lazy("priorities", "All")), *Priority.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    contract = forms.ModelChoiceField(
        Contract.objects.all(),
        to_field_name="number",
        label=_("Contract number"),
        widget=forms.TextInput({"dir": "ltr", "maxlength": 60}),
        required=False,
        error_messages={"invalid_choice": _("There is no contract of this number.")},
    )

    def __init__(self, reader, data):
        super().__init__(data)
        self.reader = reader
        # The browser's own field for days depends on the reader's calendar.
        self.fields["first"] = DateField(label=pgettext_lazy("first day", "From"), required=False)
        self.fields["last"] = DateField(label=pgettext_lazy("last day", "Until"), required=False)
        desks = Desk.objects.filter(pk__in=reader.desk_keys)
        teams = Team.objects.filter(desk__in=reader.desk_keys)
        self.fields["desk"].offer(desks, pgettext_lazy("desks", "All"))
        self.fields["team"].offer(teams, pgettext_lazy("teams", "All"))
        self.order_fields(["group", "range", "first", "last"])
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    def clean(self):
        given = self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if given.get("range") == OWN and not self.errors:
            if not first or not last:
                self.add_error("first" if not first else "last", _("Choose both days."))
            elif last < first:
                self.add_error("last", _("This day lies before the first one."))
            elif first.year < EARLIEST or last.year > LATEST:
                self.add_error("first" if first.year < EARLIEST else "last", _("No clock ran then."))
            elif last - first > LONGEST:
                self.add_error("last", _("A report reads three years at the most."))
        return given

    def question(self, **facts):
        """The Question, as far as the address could be read; what could not says so at its field."""
        self.is_valid()
        given = self.cleaned_data
        wanted = {name: given.get(name) for name in ("desk", "team", "contract")}
        found = {name: row.pk for name, row in wanted.items() if row}
        if given.get("priority"):
            found["priority"] = given["priority"]
        return Question(
            self.reader,
            self._span(given),
            given.get("period") or STOP,
            given.get("group") or "desk",
            given.get("metric") or "",
            {**found, **facts},
            now=timezone.now(),
        )

    @property
    def is_own_range(self):
        return self["range"].value() == OWN

    def _span(self, given):
        if given.get("range") == OWN:
            if {"first", "last"} & self.errors.keys():
                return this_month()
            return Span.of_days(given["first"], given["last"])
        return SPANS[given.get("range") or THIS_MONTH]()
