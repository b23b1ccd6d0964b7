"""People a mail was also addressed to: let in, or left out."""

from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed


@agents_only
@require_POST
def add(request, number, pk):
    """Let them take part."""
    ticket = worked_ticket(request, number)
    if found := ticket.addressed.filter(pk=pk).first():
        ticket.let_in(found, by=request.user)
    return changed(request, ticket)


@agents_only
@require_POST
def leave_out(request, number, pk):
    """Never ask about them again for this ticket."""
    ticket = worked_ticket(request, number)
    if found := ticket.addressed.filter(pk=pk).first():
        ticket.leave_out(found, by=request.user)
    return changed(request, ticket)
