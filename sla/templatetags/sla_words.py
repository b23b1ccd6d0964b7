"""Words about promises for pages of the rooms below."""

from django import template

from sla.plain_words import promises

register = template.Library()


@register.inclusion_tag("sla/_promises.html")
def promises_to_requester(ticket):
    """What the requester of a ticket was promised, a sentence each; nothing when nothing was."""
    return {"promises": promises(ticket)}
