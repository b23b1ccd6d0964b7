"""Steps on the way to a promise: when, and what is done then."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from channels.models import Webhook
from core.commas import parts
from sla.durations import read_length
from sla.models import Step
from tickets.forms.figures import plain_digits

WHOM = [
    ("assignee", _("Who works on it")),
    ("team", _("The team")),
    ("lead", _("Leads of the desk")),
    ("manager", _("Managers of the desk")),
    ("requester", _("The requester, in plain words")),
    ("contact", _("The contact of the customer, in plain words")),
]
DOERS = [("assignee", _("Who works on it")), ("lead", _("Leads of the desk"))]
MOST_STEPS, MOST_REPEATS = 30, 50


class StepForm(forms.Form):
    """One step. Empty rows are left out."""

    metric = forms.ChoiceField(label=_("Promise"), required=False)
    kind = forms.ChoiceField(label=_("When"), choices=[("", "—"), *Step.Kind.choices], required=False)
    when = forms.CharField(
        label=_("How much"),
        required=False,
        max_length=40,
        help_text=_("75 %, 30 min or 1 h; nothing for a breach."),
    )
    most = forms.IntegerField(
        label=_("At most so often"), required=False, min_value=1, max_value=MOST_REPEATS
    )
    whom = forms.MultipleChoiceField(
        label=_("Tell"), choices=WHOM, required=False, widget=forms.CheckboxSelectMultiple
    )
    raises = forms.BooleanField(label=_("Raise the priority"), required=False)
    tags = forms.CharField(label=_("Add tags"), required=False, max_length=120)
    task = forms.CharField(
        label=_("Ask for"), required=False, max_length=200, widget=forms.TextInput({"dir": "auto"})
    )
    doer = forms.ChoiceField(label=_("of"), choices=DOERS, required=False)
    people = forms.TypedMultipleChoiceField(label=_("And these people"), coerce=int, required=False)
    webhook = forms.TypedChoiceField(label=_("Call a webhook"), coerce=int, empty_value=None, required=False)
    tier = forms.TypedChoiceField(
        label=_("Hand on to"),
        choices=[("", "—"), *Team.Tier.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )

    keeps_team = forms.BooleanField(
        label=_("The own team keeps it beside a supplier"), required=False, initial=True
    )

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["metric"].choices = [("", "—"), *offers.metrics]
        self.fields["people"].choices = offers.people
        self.fields["doer"].choices = [*DOERS, *offers.people]
        self.fields["webhook"].choices = [("", "—"), *offers.webhooks]

    def begin_here(self):
        """Let its first field be the one that is typed in when the page comes."""
        self.fields["metric"].widget.attrs["autofocus"] = True

    @property
    def has_more(self):
        """Whether anything is filled in of what is seldom wanted."""
        is_set = any(self[name].value() for name in ("people", "tags", "raises", "tier", "task", "webhook"))
        return is_set or any(
            self[name].errors for name in ("people", "tags", "tier", "task", "doer", "webhook")
        )

    @property
    def is_used(self):
        return bool(self.cleaned_data.get("kind"))

    def clean(self):
        facts = self.cleaned_data
        if not facts.get("kind"):
            # What is only asked for suppliers is not sent by a browser that does not show it.
            if set(self.changed_data) - {"keeps_team"}:
                self.add_error("kind", _("Say when."))
            return facts
        if not facts.get("metric"):
            self.add_error("metric", _("Say which promise is meant."))
        try:
            facts |= self._when(facts["kind"], facts.get("when", ""))
        except ValueError as error:
            self.add_error("when", str(error))
        if not self._actions():
            raise ValidationError(_("Say what shall be done then."))
        return facts

    def content(self, order):
        """The fields of its Step."""
        facts = self.cleaned_data
        return {
            "metric": facts["metric"],
            "order": order,
            "kind": facts["kind"],
            "percent": facts.get("percent"),
            "span": facts.get("span"),
            "most": (facts["most"] or 1) if facts["kind"] == Step.Kind.REPEAT else 1,
            "actions": self._actions(),
        }

    def _when(self, kind, text):
        if kind == Step.Kind.BREACH:
            return {}
        if kind == Step.Kind.PERCENT:
            digits = plain_digits(text).replace("%", "").replace("٪", "").strip()
            if not digits.isdigit() or not 0 < int(digits) <= 1000:
                raise ValueError(_("Write a number from 1 to 1000, such as 75."))
            return {"percent": int(digits)}
        length = read_length(text)
        if length.amount is None:
            raise ValueError(_("Write hours or minutes of working time."))
        return {"span": length.amount}

    def _doer(self):
        doer = self.cleaned_data.get("doer") or "assignee"
        return int(doer) if doer.isdigit() else doer

    def _actions(self):
        facts = self.cleaned_data
        told = [*facts.get("whom", []), *facts.get("people", [])]
        found = [{"do": "notify", "whom": whom} for whom in told]
        if facts.get("raises"):
            found.append({"do": "raise"})
        found += [{"do": "tag", "tag": tag} for tag in parts(facts.get("tags", ""))]
        if facts.get("task"):
            found.append({"do": "task", "words": facts["task"], "whom": self._doer()})
        if facts.get("webhook"):
            found.append({"do": "webhook", "webhook": facts["webhook"]})
        if facts.get("tier"):
            is_supplier = facts["tier"] == Team.Tier.VENDOR
            more = {"keep_team": facts["keeps_team"]} if is_supplier else {}
            found.append({"do": "level", "tier": facts["tier"]} | more)
        return found


@dataclass
class Offers:
    """What the rows of a policy offer for choice, asked for once for all of them: pairs of value and words."""

    metrics: list
    people: list
    webhooks: list

    @classmethod
    def of(cls, metrics):
        people = User.objects.staff().filter(is_active=True).order_by("name")
        return cls(
            [(one.value, one.label) for one in metrics],
            [(person.pk, str(person)) for person in people],
            [(hook.pk, str(hook)) for hook in Webhook.objects.filter(is_active=True)],
        )


class Steps(forms.BaseFormSet):
    deletion_widget = forms.CheckboxInput({"class": "form-check-input"})


StepFormSet = forms.formset_factory(
    StepForm,
    formset=Steps,
    extra=0,
    max_num=MOST_STEPS,
    absolute_max=MOST_STEPS,
    can_delete=True,
    validate_max=True,
)
