"""What a ticket's page must know of mail before somebody writes."""

from django import template

from channels.models import Suppression

register = template.Library()


@register.simple_tag
def silence_of(ticket):
    """The Suppression that keeps mail from the requester of `ticket`, or None."""
    return Suppression.objects.against(ticket.requester.email).first()
