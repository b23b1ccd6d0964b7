"""Small words for the pages around an account."""

from django import template
from django.utils.translation import gettext as _

from accounts.devices import device_name

register = template.Library()
register.filter(device_name)


@register.filter
def unprompted(form):
    """The same form with fields that say their name once and are written from left to right where they must be."""
    for field in form.fields.values():
        attributes = field.widget.attrs
        attributes.pop("placeholder", None)
        kind = attributes.get("autocomplete")
        if kind in ("email", "current-password", "new-password", "one-time-code"):
            attributes["dir"] = "ltr"
        if kind == "one-time-code":
            attributes["inputmode"] = "numeric"
        if kind == "new-password" and field.help_text:
            field.help_text = _(
                "At least 8 characters. Some words that do not belong together are easy to keep in mind."
            )
    return form
