"""Form fields for people who have never seen JSON: one input a language, swatches, pictures, comma lists."""

from django import forms
from django.conf import settings
from django.contrib.postgres.forms import SimpleArrayField
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from core.commas import parts
from core.numbers import number

# Pictures that mean something as a desk or a category.
ICONS = [
    "lifebuoy", "device-laptop", "device-desktop", "printer", "phone", "mail", "network", "wifi", "key", "lock",
    "shield-lock", "fingerprint", "brand-windows", "code", "tool", "settings", "users", "user-plus",
    "heart-handshake", "school", "calendar", "clock", "file-text", "folder", "archive", "briefcase", "building",
    "home", "map-pin", "truck", "shopping-cart", "credit-card", "chart-bar", "speakerphone", "photo", "video",
    "world", "message", "help-circle", "info-circle", "bulb", "star", "flag", "tag", "bolt", "rocket", "book-2",
]  # fmt: skip
HUES = 12


class TranslationsWidget(forms.Widget):
    """One input for each language besides English; the value is {"code": "text"}."""

    use_fieldset = True

    def __init__(self, attrs=None, is_long=False):
        super().__init__(attrs)
        self.is_long = is_long

    def render(self, name, value, attrs=None, renderer=None):
        texts = value if isinstance(value, dict) else {}
        inputs = [
            {"name": f"{name}_{code}", "code": code, "language": language, "text": texts.get(code, "")}
            for code, language in other_languages()
        ]
        context = {"inputs": inputs, "is_long": self.is_long, "id": (attrs or {}).get("id", "")}
        return render_to_string("admin/widgets/translations.html", context)

    def value_from_datadict(self, data, files, name):
        texts = {code: data.get(f"{name}_{code}", "").strip() for code, _language in other_languages()}
        return {code: text for code, text in texts.items() if text}

    def value_omitted_from_data(self, data, files, name):
        return all(f"{name}_{code}" not in data for code, _language in other_languages())

    def id_for_label(self, id_):
        return None


class TranslationsField(forms.Field):
    """The same words in other languages."""

    def __init__(self, *, is_long=False, encoder=None, decoder=None, **kwargs):
        super().__init__(**{**kwargs, "widget": TranslationsWidget(is_long=is_long)})

    def has_changed(self, initial, data):
        return (initial or {}) != (data or {})

    def clean(self, value):
        super().clean(value)
        return value or {}


class PicturesWidget(forms.RadioSelect):
    """A choice among small pictures; `template` draws one."""

    use_fieldset = True

    def __init__(self, picture, choices):
        super().__init__(choices=choices)
        self.picture = picture

    def render(self, name, value, attrs=None, renderer=None):
        context = {
            "name": name,
            "value": str(value),
            "choices": self.choices,
            "picture": self.picture,
            "id": (attrs or {}).get("id", name),
        }
        return render_to_string("admin/widgets/pictures.html", context)


def icon_field(**kwargs):
    """The choice of an icon; one that is not in the list stays choosable by whoever has it already."""
    kwargs = {name: kwargs[name] for name in ("label", "help_text", "initial", "required") if name in kwargs}
    return forms.ChoiceField(
        choices=[(name, name) for name in ICONS],
        widget=PicturesWidget("icon", [(name, name) for name in ICONS]),
        **kwargs,
    )


def hue_field(**kwargs):
    """The choice of one of twelve colours."""
    choices = [(hue, _("Colour %(number)s") % {"number": number(hue + 1)}) for hue in range(HUES)]
    kwargs = {name: kwargs[name] for name in ("label", "help_text", "initial", "required") if name in kwargs}
    return forms.TypedChoiceField(
        choices=choices, coerce=int, widget=PicturesWidget("hue", choices), **kwargs
    )


class CommaField(SimpleArrayField):
    """A list written with commas (core/commas.py); spaces around them and empty places do not count."""

    def widget_attrs(self, widget):
        # As wide as the administration has its other fields of text.
        return {**super().widget_attrs(widget), "class": "vTextField"}

    def prepare_value(self, value):
        return ", ".join(str(one) for one in value) if isinstance(value, list) else value

    def to_python(self, value):
        if isinstance(value, str):
            value = ",".join(parts(value))
        return super().to_python(value)


def other_languages():
    return [(code, language) for code, language in settings.LANGUAGES if code != "en"]
