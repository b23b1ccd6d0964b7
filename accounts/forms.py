"""What people fill in about themselves. Whatever else is sent along is ignored: only these fields exist."""

import zoneinfo
from itertools import groupby

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.names import tidy


class NameField(forms.CharField):
    """A person's name, on one line."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"})
        super().__init__(**{"max_length": 120, "label": _("Your name"), "widget": widget, **kwargs})

    def to_python(self, value):
        return tidy(super().to_python(value))


class SignupForm(forms.Form):
    """What signing up asks besides address and password."""

    name = NameField()

    field_order = ["name", "email", "password1"]

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.language = (get_language() or "en")[:2]
        user.save(update_fields=["name", "language"])


def time_zones():
    """Every zone for a select, grouped by region: [("Europe", [("Europe/Paris", "Paris")])]."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name or name == "UTC")
    places = [name for name in names if not name.startswith(("Etc/", "SystemV/", "posix/", "right/"))]
    return [
        (region, [(name, name.partition("/")[2].replace("_", " ") or name) for name in group])
        for region, group in groupby(places, key=lambda name: name.partition("/")[0])
    ]


class ProfileForm(forms.ModelForm):
    """What a person may change about themselves."""

    name = NameField()
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)

    class Meta:
        model = User
        fields = ["name", "phone", "language", "time_zone", "theme", "density", "has_shortcuts"]
        labels = {
            "phone": _("Phone"),
            "language": _("Language"),
            "theme": _("Theme"),
            "density": _("Rows in lists"),
            "has_shortcuts": _("Single-key shortcuts"),
        }
        help_texts = {
            "has_shortcuts": _("Letters such as J and K act without Ctrl. Press ? on a page to see them.")
        }
        widgets = {"phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"})}

    def clean_phone(self):
        phone = tidy(self.cleaned_data["phone"])
        if phone and not (set(phone) <= set("+0123456789 ()-./#*,x") and any(map(str.isdigit, phone))):
            raise ValidationError(_("Enter a phone number such as +90 212 555 01 02."))
        return phone


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=User.Theme)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
