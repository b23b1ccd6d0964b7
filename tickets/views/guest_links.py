"""The links that open a ticket without signing in."""

from django.views.decorators.http import require_POST

from accounts.doors import leads_only
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed


@leads_only
@require_POST
def revoke(request, number):
    """No link sent so far opens this ticket any longer."""
    ticket = worked_ticket(request, number)
    ticket.revoke_guest_links(by=request.user)
    return changed(request, ticket)
