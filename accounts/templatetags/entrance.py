"""Small words for the pages around an account."""

from django import template

from accounts.devices import device_name

register = template.Library()
register.filter(device_name)


@register.filter
def unprompted(form):
    """The same form with fields that say their name once, above them, and not again in grey inside."""
    for field in form.fields.values():
        attributes = field.widget.attrs
        attributes.pop("placeholder", None)
        if attributes.get("type") == "email":
            attributes["dir"] = "ltr"
        if attributes.get("autocomplete") == "one-time-code":
            attributes.update(dir="ltr", inputmode="numeric")
    return form
