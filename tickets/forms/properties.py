"""The small forms of a ticket's properties; each carries what its writer had `seen`."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from core.commas import parts
from tickets.forms.moments import MomentField
from tickets.models import (
    Category,
    Impact,
    Kind,
    Priority,
    ResolutionCode,
    Severity,
    Status,
    Urgency,
    WaitingFor,
)
from tickets.models.describable import tidy_tags


class PropertyForm(forms.Form):
    """`seen` is the last event on the page; left out, the writer does not mind what came since."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, ticket, by):
        super().__init__(data)
        self.ticket, self.by = ticket, by
        self.prepare()

    def prepare(self):
        """Narrow the choices to what this ticket and this person allow."""


class AssignmentForm(PropertyForm):
    assignee = forms.ModelChoiceField(User.objects.none(), required=False, label=_("Assignee"))

    def prepare(self):
        self.fields["assignee"].queryset = User.objects.working_at(self.ticket.desk)


class HandOverForm(PropertyForm):
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"))
    reason = forms.CharField(required=False, max_length=400, label=_("Reason"))

    def prepare(self):
        self.fields["team"].queryset = (
            Team.objects.in_use().filter(desk__is_active=True).select_related("desk")
        )


class SupplierForm(PropertyForm):
    supplier = forms.ModelChoiceField(Team.objects.none(), label=_("Supplier"), empty_label=None)
    reference = forms.CharField(
        required=False, max_length=80, label=_("Their number for it"), widget=forms.TextInput({"dir": "auto"})
    )
    reason = forms.CharField(
        required=False,
        max_length=240,
        label=_("What they shall do. Colleagues read this."),
        widget=forms.TextInput({"dir": "auto"}),
    )

    def prepare(self):
        self.fields["supplier"].queryset = Team.objects.suppliers_of(self.ticket.desk)


class StatusForm(PropertyForm):
    status = forms.ModelChoiceField(Status.objects.none(), label=_("Status"))

    def prepare(self):
        reachable = Status.objects.reachable_from(self.ticket.status, self.by)
        self.fields["status"].queryset = reachable.exclude(group__in=["resolved", "closed"])


class WaitForm(PropertyForm):
    waiting_for = forms.ChoiceField(choices=WaitingFor.choices, label=_("Waiting for"))
    reason = forms.CharField(
        required=False, max_length=240, label=_("Reason"), widget=forms.TextInput({"dir": "auto"})
    )

    def prepare(self):
        # Made for each reader: its calendar depends on the language.
        self.fields["until"] = MomentField(required=False, label=_("Until"))
        self.order_fields(["seen", "waiting_for", "until", "reason"])

    def clean(self):
        facts = super().clean()
        if (
            facts.get("waiting_for") == WaitingFor.DATE
            and not facts.get("until")
            and "until" not in self.errors
        ):
            self.add_error("until", _("Say until when."))
        if facts.get("until") and facts["until"] <= timezone.now():
            self.add_error("until", _("This moment has passed already."))
        return facts


class ResolutionForm(PropertyForm):
    code = forms.ModelChoiceField(
        ResolutionCode.objects.in_use(), label=_("How was it resolved?"), empty_label=None
    )
    resolution = forms.CharField(
        required=False,
        max_length=20_000,
        label=_("What the requester reads"),
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    is_next = forms.BooleanField(required=False)


class ReasonForm(PropertyForm):
    reason = forms.CharField(required=False, max_length=400)


class PriorityForm(PropertyForm):
    """A priority by hand, or impact and urgency, from which it follows."""

    priority = forms.TypedChoiceField(choices=Priority.choices, coerce=int, required=False, empty_value=None)
    impact = forms.TypedChoiceField(choices=Impact.choices, coerce=int, required=False, empty_value=None)
    urgency = forms.TypedChoiceField(choices=Urgency.choices, coerce=int, required=False, empty_value=None)

    def clean(self):
        facts = super().clean()
        if not self.errors and all(facts.get(name) is None for name in ("priority", "impact", "urgency")):
            raise forms.ValidationError(_("Choose a priority."))
        return facts


class DescriptionForm(PropertyForm):
    """Subject, kind, category, severity: only what was sent is changed."""

    subject = forms.CharField(required=False, max_length=255, label=_("Subject"))
    kind = forms.ChoiceField(required=False, choices=Kind.choices, label=_("Kind"))
    category = forms.ModelChoiceField(Category.objects.none(), required=False, label=_("Category"))
    severity = forms.TypedChoiceField(
        choices=Severity.choices, coerce=int, required=False, empty_value=None, label=_("Severity")
    )

    def prepare(self):
        self.fields["category"].queryset = Category.objects.in_use().filter(desk=self.ticket.desk_id)

    def clean_subject(self):
        subject = " ".join(self.cleaned_data["subject"].split())
        if "subject" in self.data and not subject:
            raise forms.ValidationError(_("A ticket needs a subject."))
        return subject

    @property
    def facts(self):
        """What is to be changed: the fields that were sent."""
        may_be_empty = {"category", "severity"}
        return {
            name: self.cleaned_data[name]
            for name in ("subject", "kind", "category", "severity")
            if name in self.data and (self.cleaned_data[name] not in ("", None) or name in may_be_empty)
        }


class SplitForm(PropertyForm):
    subject = forms.CharField(
        max_length=255, label=_("Subject of the new ticket"), widget=forms.TextInput({"dir": "auto"})
    )
    category = forms.ModelChoiceField(
        Category.objects.none(), required=False, label=_("Category"), empty_label=_("No category")
    )

    def prepare(self):
        self.fields["category"].queryset = Category.objects.in_use().filter(desk=self.ticket.desk_id)


class TagsForm(PropertyForm):
    add = forms.CharField(required=False, max_length=1000, label=_("Add tags"))
    remove = forms.CharField(required=False, max_length=40)

    def clean_add(self):
        return tidy_tags(parts(self.cleaned_data["add"]))


class ParticipantForm(PropertyForm):
    person = forms.EmailField(label=_("E-mail address"), max_length=254)
    may_reply = forms.BooleanField(required=False, label=_("May reply"))
