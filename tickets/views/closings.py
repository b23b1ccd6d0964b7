"""Closing a ticket for good."""

from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from tickets.models.conversable import UNDO_SEND
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed


@agents_only
@require_POST
def create(request, number):
    ticket = worked_ticket(request, number)
    ticket.close(by=request.user, hold=UNDO_SEND)
    return changed(request, ticket)
