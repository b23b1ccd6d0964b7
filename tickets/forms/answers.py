"""The questions a category asks, as a form: the same in the portal and in the agents' form.

`AnswersForm(category, by=user, data=..., files=...)`; once valid, `.answers` is what the ticket keeps and
`.attachments` are the files that belong to it. Render it with `{% crispy form form.helper %}`.
"""

import json

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core import moments
from core.commas import listed
from core.kept import Kept
from tickets.forms.figures import DateField, NumberField
from tickets.forms.files import FilesField
from tickets.models import FormField

PREFIX = "answer-"
LONGEST_TEXT = 500
LONGEST_LONG_TEXT = 20_000
YES_OR_NO = [("yes", _("Yes")), ("no", _("No"))]


class AnswersForm(forms.Form):
    """The fields of `category` for `by` (None: a guest). Fields that do not apply are shown by no script and
    ignored by the server, whatever was sent for them; `answers` are those a ticket has already."""

    def __init__(
        self, category, *, by=None, data=None, files=None, answers=None, initial=None, with_files=True
    ):
        super().__init__(data, files, initial={**self.as_initial(answers or {}), **(initial or {})})
        self.former = answers or {}
        self.questions = {PREFIX + field.key: field for field in asked(category)}
        self.fields.update(build_answer_fields(self.questions, by=by, with_files=with_files))
        self.answers, self.attachments = {}, []
        self.helper = FormHelper(self)
        self.helper.form_tag, self.helper.disable_csrf = False, True
        self.helper.layout = Layout(*(self.row(name) for name in self.fields))

    def row(self, name):
        question = self.questions[name]
        if question.show_when is None:
            return Div(name)
        rule = {PREFIX + question.show_when.key: question.show_when_values}
        return Div(name, data_show_when=json.dumps(rule))

    def clean(self):
        given = {self.questions[name].key: kept(value) for name, value in self.cleaned_data.items()}
        for name, question in self.questions.items():
            if not question.is_shown(given):
                self.errors.pop(name, None)
            elif name not in self.fields:
                self.keep(question.key, self.former.get(question.key))
            elif name in self.cleaned_data:
                self.keep(question.key, given[question.key])
                if question.type == FormField.Type.FILE:
                    self.attachments += self.cleaned_data[name]
        return self.cleaned_data

    def keep(self, key, value):
        if value not in (None, "", []):
            self.answers[key] = value

    @staticmethod
    def as_initial(answers):
        told = {True: "yes", False: "no"}
        return {
            PREFIX + key: told[value] if isinstance(value, bool) else value for key, value in answers.items()
        }


def asked(category):
    """The fields of `category` in order, each with its `show_when` at hand; an inner one beats an outer namesake."""
    fields = category.fields_asked() if category else []
    by_pk = {field.pk: field for field in fields}
    for field in fields:
        if field.show_when_id in by_pk:
            field.show_when = by_pk[field.show_when_id]
    return list({field.key: field for field in fields}.values())


def build_answer_fields(questions, *, by=None, with_files=True):
    """{name: form field} for {name: FormField}; file fields are left out unless `with_files`."""
    return {
        name: form_field(question, by)
        for name, question in questions.items()
        if with_files or question.type != FormField.Type.FILE
    }


def form_field(question, by):
    facts = {"label": str(question), "help_text": question.own_help_text, "required": question.is_required}
    field = BUILDERS[question.type](question, by, facts)
    if question.show_when is not None:
        # The browser may not insist on what it cannot know to apply; the server does.
        field.widget.use_required_attribute = lambda initial: False
        field.widget.attrs["data-required"] = question.is_required
    return field


def text(question, by, facts):
    widget = forms.TextInput({"dir": "auto"})
    return forms.CharField(max_length=LONGEST_TEXT, widget=widget, **facts)


def long_text(question, by, facts):
    widget = forms.Textarea({"rows": 4, "dir": "auto"})
    return forms.CharField(max_length=LONGEST_LONG_TEXT, widget=widget, **facts)


def number(question, by, facts):
    return NumberField(**facts)


def date(question, by, facts):
    return DateField(**facts)


def choice(question, by, facts):
    options = [(option, question.own_words(option)) for option in question.options]
    return forms.ChoiceField(choices=[("", _("Choose…")), *options], **facts)


def choices(question, by, facts):
    options = [(option, question.own_words(option)) for option in question.options]
    return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **facts)


def yes_no(question, by, facts):
    return forms.TypedChoiceField(
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        empty_value=None,
        **facts,
    )


def file(question, by, facts):
    return FilesField(by=by, **facts)


def person(question, by, facts):
    # An address and not a choice of people: nobody learns here who is known to the house.
    widget = forms.EmailInput({"autocomplete": "off", "dir": "ltr"})
    return forms.EmailField(
        max_length=254, widget=widget, **{"help_text": _("E-mail address"), **filled(facts)}
    )


def filled(facts):
    return {name: value for name, value in facts.items() if value != ""}


BUILDERS = {
    FormField.Type.TEXT: text,
    FormField.Type.LONG_TEXT: long_text,
    FormField.Type.NUMBER: number,
    FormField.Type.DATE: date,
    FormField.Type.CHOICE: choice,
    FormField.Type.CHOICES: choices,
    FormField.Type.YES_NO: yes_no,
    FormField.Type.FILE: file,
    FormField.Type.PERSON: person,
}


def kept(value):
    """A cleaned value as the JSON a ticket keeps."""
    if isinstance(value, bool | str | None):
        return value
    elif isinstance(value, list):
        return [thing if isinstance(thing, str) else thing.name for thing in value]
    elif hasattr(value, "isoformat"):
        return value.isoformat()
    return int(value) if value == value.to_integral_value() else float(value)


@Kept
def fields_of(categories):
    """The fields these categories have or had, in the order of the questions."""
    return FormField.objects.filter(category__in=categories).order_by("category__order", "order", "pk")


def told_answers(ticket):
    """[(label, words)] of what the requester answered on `ticket`, in the order of the questions."""
    if not ticket.answers or ticket.category is None:
        return []
    known = fields_of.rows(categories=[category.pk for category in ticket.category.path()])
    fields = {field.key: field for field in known if field.key in ticket.answers}
    keys = [*fields, *(key for key in ticket.answers if key not in fields)]
    return [(str(fields.get(key, key)), told(ticket.answers[key], fields.get(key))) for key in keys]


def told(value, field=None):
    """An answer in words; `field`, if there still is one, knows its choices in the reader's language."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    elif isinstance(value, list):
        return listed(field.own_words(one) if field else one for one in value)
    elif isinstance(value, int | float):
        return moments.digits(value)
    return field.own_words(str(value)) if field else str(value)
