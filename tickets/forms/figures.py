"""Numbers and dates as people type them: any digits, and the calendar of the reader."""

import unicodedata

from django import forms
from django.utils.formats import get_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from persiantools.jdatetime import JalaliDate

LAST_JALALI_YEAR = 1700


def plain_digits(text):
    """`text` with every decimal digit of any script as 0 to 9, and the Persian decimal point as a point."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in str(text).strip()
    ).replace("٫", ".")


class NumberField(forms.DecimalField):
    """A number in any digits, with a point or a comma before the decimals."""

    widget = forms.TextInput

    def __init__(self, **options):
        super().__init__(max_digits=18, decimal_places=6, **options)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value):
        return super().to_python(plain_digits(value).replace(",", ".") if value else value)


class DateField(forms.DateField):
    """A day, written as in the reader's language, in ISO 8601, or in the Persian calendar (1405/08/30)."""

    default_error_messages = {"invalid": _("Enter a date such as %(example)s.")}

    def __init__(self, **options):
        formats = ["%Y-%m-%d", "%Y/%m/%d", *get_format("DATE_INPUT_FORMATS")]
        # The browser's own date field knows the Gregorian calendar only.
        native = forms.DateInput({"type": "date"}, "%Y-%m-%d")
        widget = forms.TextInput({"placeholder": example()}) if is_persian() else native
        super().__init__(widget=widget, input_formats=formats, **options)

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        text = plain_digits(value)
        parts = text.replace("/", "-").split("-")
        try:
            if len(parts) == 3 and parts[0].isdigit() and 1200 < int(parts[0]) < LAST_JALALI_YEAR:
                return JalaliDate(*(int(part) for part in parts)).to_gregorian()
            return super().to_python(text)
        except (ValueError, forms.ValidationError) as error:
            message = self.error_messages["invalid"]
            raise forms.ValidationError(message, code="invalid", params={"example": example()}) from error


def is_persian():
    return (get_language() or "").startswith("fa")


def example():
    return "۱۴۰۵/۰۸/۳۰" if is_persian() else "2026-11-21"
