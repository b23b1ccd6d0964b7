"""What pages of mail need besides the tags of the house."""

from urllib.parse import urlencode

from django import template

register = template.Library()


@register.filter
def asked(form):
    """What was asked of a bound form, as the beginning of another query: `text=…&fate=…&`."""
    told = {name: form.data.get(name, "") for name in form.fields}
    return "".join(f"{urlencode({name: value})}&" for name, value in told.items() if value)
