"""The builder of mail rules: what a rule asks, and what follows."""

from dataclasses import asdict

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Desk, Team
from channels.email.conditions import (
    LONGEST_VALUE,
    MOST_CONDITIONS,
    Condition,
    Field,
    Operator,
)
from channels.models import Mailbox, Rule
from core.commas import listed, parts
from tickets.forms.figures import plain_digits
from tickets.models import Category, Priority
from tickets.models.describable import tidy_tags

WORDS = {"dir": "auto", "autocomplete": "off"}


class ConditionForm(forms.Form):
    """One condition. Empty rows are left out."""

    field = forms.ChoiceField(label=_("Of the mail"), choices=[("", "—"), *Field.choices], required=False)
    header = forms.CharField(
        label=_("Header line"), required=False, max_length=80, widget=forms.TextInput({"dir": "ltr"})
    )
    operator = forms.ChoiceField(label=_("How"), choices=Operator.choices, required=False)
    value = forms.CharField(
        label=_("What"), required=False, max_length=LONGEST_VALUE, widget=forms.TextInput(WORDS)
    )

    @property
    def is_used(self):
        return bool(self.cleaned_data.get("field")) and not self.cleaned_data.get("DELETE")

    def clean(self):
        asked = self.cleaned_data
        if not asked.get("field"):
            if asked.get("value"):
                self.add_error("field", _("Say where to look."))
            return asked
        if asked["field"] == Field.SIZE:
            asked["value"] = plain_digits(asked.get("value", ""))
        if not self.errors and not asked.get("DELETE"):
            self.condition.check()
        return asked

    @property
    def condition(self):
        names = ("field", "operator", "value", "header")
        return Condition(**{name: self.cleaned_data.get(name, "") for name in names})

    @property
    def shows(self):
        """What of the row is shown while its field holds which value, for data-show-when."""
        name = self["field"].html_name
        of_words = [one.value for one in Field if one not in (Field.AUTOMATIC, Field.FILES)]
        return {"header": {name: [Field.HEADER.value]}, "value": {name: ["", *of_words]}}


class Conditions(forms.BaseFormSet):
    deletion_widget = forms.CheckboxInput({"class": "form-check-input"})

    @property
    def kept(self):
        """The conditions as a rule keeps them."""
        return [asdict(row.condition) for row in self if row.is_used]


ConditionFormSet = forms.formset_factory(
    ConditionForm,
    formset=Conditions,
    extra=0,
    max_num=MOST_CONDITIONS,
    absolute_max=MOST_CONDITIONS,
    can_delete=True,
    validate_max=True,
)


class RuleForm(forms.ModelForm):
    """A rule without its conditions."""

    tags = forms.CharField(
        label=_("Add tags"),
        required=False,
        max_length=200,
        widget=forms.TextInput(WORDS),
        help_text=_("Several with commas between them."),
    )

    class Meta:
        model = Rule
        fields = [
            "name", "mailbox", "is_active", "desk", "category", "team", "priority", "tags", "is_last", "is_refusing",
        ]  # fmt: skip
        labels = {"is_last": _("Then look at no further rule"), "is_refusing": _("Refuse the mail")}
        help_texts = {
            "is_refusing": _(
                "No ticket is opened and nobody is told. The mail is kept with its reason, and can still be made a "
                "ticket of."
            ),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["tags"] = listed(self.instance.tags)
        self.fields["name"].widget.attrs["dir"] = "auto"
        desks = Desk.objects.worked_by(user)
        boxes = Mailbox.objects.in_use()
        self.fields["mailbox"].empty_label = _("All mailboxes")
        self.fields["desk"].empty_label = "—"
        self.fields["priority"].choices = [("", "—"), *Priority.choices]
        self.fields["mailbox"].queryset = boxes.filter(desk=None) | boxes.filter(desk__in=desks)
        self.fields["desk"].queryset = Desk.objects.in_use()
        for name, model in (("category", Category), ("team", Team)):
            self.fields[name].empty_label = "—"
            self.fields[name].queryset = model.objects.in_use().select_related("desk")
            self.fields[name].label_from_instance = lambda one: f"{one.desk} · {one}"

    def clean_tags(self):
        return tidy_tags(parts(self.cleaned_data["tags"]))

    def clean(self):
        asked = super().clean()
        aims = {name: asked.get(name) for name in ("desk", "category", "team")}
        desks = {one if name == "desk" else one.desk for name, one in aims.items() if one}
        if len(desks) > 1:
            self.add_error(
                "category" if asked.get("category") else "team", _("This belongs to another desk.")
            )
        follows = (
            *aims.values(),
            *(asked.get(name) for name in ("priority", "tags", "is_last", "is_refusing")),
        )
        if not self.errors and not any(follows):
            raise ValidationError(_("Say what shall follow."))
        return asked
