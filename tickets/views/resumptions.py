"""Going on with a ticket that waited."""

from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed


@agents_only
@require_POST
def create(request, number):
    ticket = worked_ticket(request, number)
    ticket.resume(by=request.user)
    return changed(request, ticket)
