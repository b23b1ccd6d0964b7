"""Taking a reply back before it goes out."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from tickets import answering
from tickets.ticket_page import worked_ticket
from tickets.views.answers import refused, said


@agents_only
@require_POST
def create(request, number, pk):
    """Undo Send: text and files are in the box again, the status is as it was."""
    ticket = worked_ticket(request, number)
    message = get_object_or_404(ticket.messages.filter(is_internal=False, withdrawn_at=None), pk=pk)
    try:
        answering.take_back(ticket, message, by=request.user)
    except ValidationError as trouble:
        return refused(request, ticket, trouble.messages, status=409)
    return said(request, ticket, ticket.recorded)
