"""Undoing the own last change."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from tickets.models import Conflict
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, conflicting


@agents_only
@require_POST
def create(request, number, pk):
    """Put back what the event `pk` changed, unless somebody has changed it since."""
    ticket = worked_ticket(request, number)
    event = get_object_or_404(ticket.events.filter(actor=request.user), pk=pk)
    try:
        ticket.undo(event, by=request.user)
    except Conflict as conflict:
        return conflicting(request, ticket, conflict)
    return changed(request, ticket)
