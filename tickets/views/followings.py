"""Hearing of everything on a ticket, or no longer."""

from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed


@agents_only
@require_POST
def create(request, number):
    """Follow, or stop following when the button said so."""
    ticket = worked_ticket(request, number)
    if request.POST.get("follow") == "no":
        ticket.unfollow(by=request.user)
    else:
        ticket.follow(by=request.user)
    return changed(request, ticket)
