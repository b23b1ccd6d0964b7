"""A ticket an agent enters for somebody else: the person, what they ask, and how bad it is."""

from functools import cached_property

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.directory import introduce
from accounts.models import Contract, Department, Organization, User
from core.commas import parts
from core.html import MOST_CHARACTERS
from tickets.forms.answers import AnswersForm
from tickets.forms.files import FilesField
from tickets.models import Category, Channel, Impact, Severity, Urgency
from tickets.models.describable import tidy_tags
from tickets.opening import Opening, open_ticket

CHANNELS = [(channel.value, channel.label) for channel in (Channel.PHONE, Channel.EMAIL, Channel.AGENT)]


class CreationForm(forms.Form):
    """Once valid, `open()` opens the ticket. `answers_form` holds the questions of the chosen category."""

    person = forms.EmailField(
        label=_("E-mail address of the person"),
        max_length=254,
        help_text=_("Type a name, an address or a phone number; a new address introduces a new person."),
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    category = forms.ModelChoiceField(Category.objects.none(), label=_("Category"), empty_label=_("Choose…"))
    subject = forms.CharField(label=_("Subject"), max_length=255)
    body = forms.CharField(
        label=_("What they say"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
    )
    channel = forms.ChoiceField(label=_("Came by"), choices=CHANNELS, initial=Channel.PHONE)
    impact = forms.TypedChoiceField(
        label=_("Impact"), choices=Impact.choices, coerce=int, initial=Impact.PERSON.value
    )
    urgency = forms.TypedChoiceField(
        label=_("Urgency"), choices=Urgency.choices, coerce=int, initial=Urgency.MEDIUM.value
    )
    severity = forms.TypedChoiceField(
        label=_("Severity"),
        choices=[("", _("Not set")), *Severity.choices],
        coerce=int,
        required=False,
        empty_value=None,
    )
    organization = forms.ModelChoiceField(
        Organization.objects.filter(is_active=True),
        label=_("Organization"),
        required=False,
        empty_label=_("Organization of the person"),
    )
    department = forms.ModelChoiceField(
        Department.objects.filter(is_active=True),
        label=_("Department"),
        required=False,
        empty_label=_("Department of the person"),
    )
    contract = forms.ModelChoiceField(
        Contract.objects.none(),
        label=_("Contract"),
        required=False,
        empty_label=_("Contract valid today"),
    )
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=1000, help_text=_("Separated by commas.")
    )
    note = forms.CharField(
        label=_("Internal note"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    take = forms.BooleanField(label=_("I take it myself"), required=False)

    def __init__(self, data=None, files=None, *, by, initial=None):
        super().__init__(data, files, initial=initial)
        self.by = by
        self.fields["category"].queryset = (
            Category.objects.in_use()
            .filter(desk__in=[desk.pk for desk in by.desks])
            .select_related("desk", "parent")
        )
        self.fields["category"].label_from_instance = lambda category: f"{category.desk}: {category}"
        self.fields["attachments"] = FilesField(by=by, label=_("Files"), required=False)
        self.fields["contract"].queryset = Contract.objects.valid_on(timezone.localdate()).filter(
            organization=self._organization_id
        )
        # The browser fetches what follows from the person and from the category; without script, a button does.
        for name, part, target in (
            ("person", "person", "#person-facts"),
            ("category", "answers", "#category-answers"),
        ):
            self.fields[name].widget.attrs |= {
                "hx-get": f"{reverse('tickets:create')}?part={part}",
                "hx-include": "closest form",
                "hx-target": target,
                "hx-swap": "outerHTML",
                "hx-trigger": "change",
            }
        self.fields["person"].widget.attrs |= {
            "list": "people-found",
            "data-people": reverse("tickets:people"),
            "autocomplete": "off",
            "dir": "ltr",
        }
        for name in ("subject", "name", "tags"):
            self.fields[name].widget.attrs["dir"] = "auto"
        self.answers_form = AnswersForm(
            self._category,
            by=by,
            data=data,
            files=files,
            initial=None if data else dict(self.initial.items()),
        )

    @cached_property
    def known_person(self):
        """The person whose address stands in the form, if the house knows them."""
        email = str(self._raw("person") or "").strip().lower()
        return (
            User.objects.filter(email=email).select_related("organization", "department").first()
            if email
            else None
        )

    @property
    def _category(self):
        pk = str(self._raw("category") or "")
        return self.fields["category"].queryset.filter(pk=int(pk)).first() if pk.isdecimal() else None

    @property
    def _organization_id(self):
        pk = str(self._raw("organization") or "")
        if pk.isdecimal():
            return int(pk)
        return self.known_person and self.known_person.organization_id

    def _raw(self, name):
        return self.data.get(name) if self.is_bound else self.initial.get(name)

    def get_initial_for_field(self, field, field_name):
        if field_name in ("organization", "department") and self.known_person and not self._raw(field_name):
            return getattr(self.known_person, f"{field_name}_id")
        return super().get_initial_for_field(field, field_name)

    def is_valid(self):
        return all([super().is_valid(), self.answers_form.is_valid()])

    def clean(self):
        facts = super().clean()
        department, organization = facts.get("department"), facts.get("organization")
        if department and organization and department.organization_id != organization.pk:
            self.add_error("department", _("This department belongs to another organization."))
        return facts

    @transaction.atomic
    def open(self):
        """Open the ticket for the person, with the note if there is one; returns the Ticket."""
        facts = self.cleaned_data
        requester = introduce(facts["person"], name=facts["name"])
        ticket = open_ticket(
            Opening(
                requester=requester,
                by=self.by,
                subject=facts["subject"],
                body=facts["body"],
                category=facts["category"],
                answers=self.answers_form.answers,
                files=[*facts["attachments"], *self.answers_form.attachments],
                tags=tidy_tags(parts(facts["tags"])),
                channel=facts["channel"],
                contract_number=facts["contract"].number if facts["contract"] else "",
                impact=facts["impact"],
                urgency=facts["urgency"],
                severity=facts["severity"],
                organization=facts["organization"],
                department=facts["department"],
            )
        )
        if facts["note"].strip():
            ticket.note(facts["note"], by=self.by)
        if facts["take"]:
            ticket.take(by=self.by)
        return ticket
