"""Words that only mail needs."""

from django import template

from core.moments import Almanac

register = template.Library()


@register.filter
def full_moment(moment):
    """The whole date and time without markup, in the reader's calendar and time zone."""
    return Almanac().full(moment)


@register.filter
def quoted(text):
    """`text` as mail quotes it (RFC 3676): each line behind “> ”."""
    return "\n".join(f"> {line}" for line in text.splitlines())
