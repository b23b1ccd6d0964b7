"""A day and a time of day as people type them, in the calendar and the time zone of the reader."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tickets.forms.figures import DateField, example, is_persian, plain_digits

MORNING = time(9)


class MomentField(forms.Field):
    """ "2026-11-21 10:30", "2026-11-21T10:30" or "۱۴۰۵/۰۸/۳۰ ۱۰:۳۰"; a day alone means nine in the morning."""

    default_error_messages = {"invalid": _("Enter a date and time such as %(example)s.")}

    def __init__(self, **options):
        # The browser's own field knows the Gregorian calendar only.
        native = forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
        widget = (
            forms.TextInput({"placeholder": f"{example()} ۱۰:۳۰", "dir": "ltr"}) if is_persian() else native
        )
        super().__init__(**{"widget": widget, **options})

    def to_python(self, value):
        if value in self.empty_values:
            return None
        day, _space, clock = plain_digits(value).replace("T", " ").partition(" ")
        try:
            at = time.fromisoformat(clock.strip()) if clock.strip() else MORNING
            return timezone.make_aware(datetime.combine(DateField().to_python(day), at.replace(tzinfo=None)))
        except (ValueError, OverflowError, forms.ValidationError) as error:
            message = self.error_messages["invalid"]
            told = {"example": f"{example()} 10:30"}
            raise forms.ValidationError(message, code="invalid", params=told) from error
