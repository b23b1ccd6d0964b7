"""What is promised to whom, filled in as sentences: for these people, so soon, counted in that calendar."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Contract, Desk, Organization, Team
from core.commas import listed
from core.widgets import TranslationsField
from sla.durations import read_length
from sla.forms.picking import PICKS, unknown
from sla.forms.told import EVERY, METRICS, told_policy
from sla.matching import contradiction, shadows
from sla.models import Calendar, OnChange, Policy, PolicyVersion, Reopening, State
from sla.proposing import NEW
from sla.wording import whole_names
from tickets.models import Category, Priority
from tickets.models.choices import Kind

# The facts a policy may ask for, with where their values come from.
OF_REQUESTERS = {
    "contract": (_("Contract"), Contract),
    "organization": (_("Organization"), Organization),
    "desk": (_("Desk"), Desk),
    "category": (_("Category"), Category),
}
OF_TEAMS = {"team": (_("Team"), Team), "desk": (_("Desk"), Desk), "category": (_("Category"), Category)}
PAUSING = [State.WAITING_CUSTOMER, State.WAITING_VENDOR, State.ON_HOLD]
COLUMNS = [(EVERY, _("Every priority")), *((str(one.value), one.label) for one in Priority)]


class PolicyForm(forms.Form):
    """One policy of a party (Policy.Party); `version` is the PolicyVersion it is changed from, `told` what its fields
    say at first instead of what that version says."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    names = TranslationsField(label=_("Name in other languages"), required=False)
    calendar = forms.ModelChoiceField(
        label=_("Counted in"), queryset=None, empty_label=_("Choose a calendar")
    )
    order = forms.IntegerField(
        label=_("Place in the list"),
        min_value=0,
        max_value=10_000,
        help_text=_("The first policy that fits a ticket holds: the smallest number comes first."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    reopening = forms.ChoiceField(label=_("When a ticket is reopened"), choices=Reopening.choices)
    on_change = forms.ChoiceField(
        label=_("When the promise or its calendar changes"), choices=OnChange.choices
    )
    starts_with_agents_note = forms.BooleanField(
        label=_("The first response is also owed when an agent opens a ticket with a note"), required=False
    )
    is_for_open_tickets = forms.TypedChoiceField(
        label=_("Holds for"),
        choices=[("", _("New tickets")), ("yes", _("Open tickets, too"))],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("You will see what it does to them before it is published."),
    )

    def __init__(self, *args, party, policy=None, version=None, told=None, **kwargs):
        self.party, self.policy, self.version = party, policy, version
        kwargs.setdefault("initial", told_policy(policy, version, party) | (told or {}))
        super().__init__(*args, **kwargs)
        self.metrics = METRICS[party]
        self.dimensions = OF_REQUESTERS if party == Policy.Party.REQUESTER else OF_TEAMS
        in_use = Calendar.objects.filter(is_active=True)
        if version is not None:
            in_use |= Calendar.objects.filter(pk=version.calendar_id)
        self.fields["calendar"].queryset = in_use.distinct()
        for name, (label, model) in self.dimensions.items():
            if name in PICKS:
                self._add_pick(name, label)
            else:
                rows = (
                    [(row.pk, str(row)) for row in model.objects.all()]
                    if model is not Category
                    else whole_names()
                )
                self._add_choices(name, label, rows, int)
        if party == Policy.Party.REQUESTER:
            self._add_choices("kind", _("Kind"), Kind.choices, str)
        for metric in self.metrics:
            self._add_targets(metric)

    @property
    def facts(self):
        """The fields that say whom it is for, each with the words of what is chosen, and the field in which one more
        can be typed where there are too many to show."""
        for name in [*self.dimensions, *(["kind"] if "fits-kind" in self.fields else [])]:
            field = self[f"fits-{name}"]
            chosen = {str(value) for value in field.value() or []}
            words = [label for value, label in field.field.choices if str(value) in chosen]
            yield field, words, self[f"more-{name}"] if name in PICKS else None

    @property
    def picked(self):
        """The name of the field to which something was added a moment ago."""
        return self.data.get("do", "")

    @property
    def rows(self):
        """(Metric, (priority, field) of its times, its other fields) of each metric."""
        for metric in self.metrics:
            times = [(label, self[f"{metric}-{column}"]) for column, label in COLUMNS]
            yield metric, times, [self[f"{metric}-{name}"] for name in ("calendar", "pauses", "end_of_day")]

    @property
    def columns(self):
        return [label for _name, label in COLUMNS]

    @property
    def tried(self):
        """(Calendar, targets) as they are filled in, or as they were published; (None, []) where they cannot be
        read."""
        if self.is_bound:
            self.full_clean()
            return self.cleaned_data.get("calendar"), self.cleaned_data.get("targets", [])
        if self.version is None:
            return None, []
        names = ("metric", "priority", "amount", "days", "end_of_day")
        targets = [
            {name: getattr(one, name) for name in names} | {"calendar": one.calendar_id}
            for one in self.version.targets.all()
        ]
        return self.version.calendar, targets

    @property
    def tried_priority(self):
        """The priority of the sample tickets."""
        given = self.data.get("tried", "") if self.is_bound else ""
        return int(given) if given in {str(one) for one in Priority.values} else Priority.NORMAL

    def clean(self):
        facts = self.cleaned_data
        facts["fits"] = self._fits()
        facts["targets"] = [target for metric in self.metrics for target in self._targets(metric)]
        if not facts["targets"] and not any("-" in name for name in self.errors):
            raise ValidationError(_("Promise at least one time."))
        if pair := contradiction(facts["fits"]):
            words = {"first": self[f"fits-{pair[0]}"].label, "second": self[f"fits-{pair[1]}"].label}
            message = _("No ticket can ever match: %(first)s and %(second)s do not belong together.") % words
            self.add_error(f"fits-{pair[0]}", message)
        elif "order" in facts and facts.get("is_active"):
            self._clean_place(facts)
        return facts

    def content(self, steps):
        """What a Proposal keeps of it, with the contents of its steps."""
        facts = self.cleaned_data
        kept = ("name", "names", "order", "is_active", "reopening", "on_change", "starts_with_agents_note",
                "is_for_open_tickets", "fits", "targets")  # fmt: skip
        return {name: facts[name] for name in kept} | {
            "party": self.party.value,
            "calendar": facts["calendar"].pk,
            "steps": steps,
        }

    def _add_choices(self, name, label, choices, coerce):
        self.fields[f"fits-{name}"] = forms.TypedMultipleChoiceField(
            label=label,
            choices=choices,
            coerce=coerce,
            required=False,
            widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
        )

    def _add_pick(self, name, label):
        chosen = self.data.getlist(f"fits-{name}") if self.is_bound else self.initial.get(f"fits-{name}", [])
        self._add_choices(name, label, PICKS[name].choices(chosen), int)
        self.fields[f"more-{name}"] = MoreField(label=label, required=False, max_length=160)

    def _add_targets(self, metric):
        for column, label in COLUMNS:
            words = listed([metric.label, label])
            widget = forms.TextInput({"aria-label": words, "class": "form-control", "dir": "auto"})
            self.fields[f"{metric}-{column}"] = LengthField(
                label=words, required=False, max_length=40, widget=widget
            )
        pausing = [(one.value, one.label) for one in PAUSING]
        self.fields[f"{metric}-pauses"] = forms.MultipleChoiceField(
            label=_("Pauses while"), choices=pausing, required=False, widget=forms.CheckboxSelectMultiple
        )
        self.fields[f"{metric}-calendar"] = forms.ModelChoiceField(
            queryset=self.fields["calendar"].queryset,
            label=_("Counted in"),
            required=False,
            empty_label=_("The same calendar"),
        )
        self.fields[f"{metric}-end_of_day"] = forms.BooleanField(
            label=_("Days end with the day"), required=False
        )

    def _fits(self):
        given = {name: self.cleaned_data.get(f"fits-{name}") for name in [*self.dimensions, "kind"]}
        return {name: values for name, values in given.items() if values}

    def _targets(self, metric):
        facts = self.cleaned_data
        calendar = facts.get(f"{metric}-calendar")
        for column, _label in COLUMNS:
            if length := facts.get(f"{metric}-{column}"):
                yield {
                    "metric": metric.value,
                    "priority": None if column == EVERY else int(column),
                    "amount": length.amount,
                    "days": length.days,
                    "end_of_day": bool(length.days and facts.get(f"{metric}-end_of_day")),
                    "calendar": calendar and calendar.pk,
                    "pauses_in": facts.get(f"{metric}-pauses") or [],
                }

    def _clean_place(self, facts):
        policy = self.policy or Policy(pk=NEW, party=self.party)
        policy.party = self.party
        version = PolicyVersion(policy=policy, order=facts["order"], fits=facts["fits"])
        if other := shadows(version, PolicyVersion.objects.latest_of_each()):
            words = {"name": other.policy, "order": other.order}
            message = _(
                "It would never be used: “%(name)s” (%(order)s) comes first and fits all that this one fits."
            )
            self.add_error("order", message % words)


class MoreField(forms.CharField):
    """What was typed and names nothing that could be chosen."""

    def clean(self, value):
        if text := super().clean(value):
            raise ValidationError(unknown(text), code="unknown")
        return text


class LengthField(forms.CharField):
    """A Length of working time, or None."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_length(text)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error
