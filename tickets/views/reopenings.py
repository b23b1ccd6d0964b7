"""Working on a resolved or closed ticket again."""

from django.core.exceptions import ValidationError
from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from tickets.models.conversable import UNDO_SEND
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, refused


@agents_only
@require_POST
def create(request, number):
    """Reopen inside the desk's window; after it only a new linked ticket helps."""
    ticket = worked_ticket(request, number)
    try:
        ticket.reopen(by=request.user, reason=request.POST.get("reason", "")[:400], hold=UNDO_SEND)
    except ValidationError as trouble:
        return refused(request, ticket, trouble.messages)
    return changed(request, ticket)
