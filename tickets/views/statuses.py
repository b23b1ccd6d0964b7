"""The status of an open ticket."""

from django.core.exceptions import ValidationError
from django.views.decorators.http import require_http_methods

from accounts.doors import agents_only
from tickets.forms.properties import StatusForm
from tickets.models import Conflict, Event
from tickets.models.conversable import UNDO_SEND
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, choosing, conflicting, refused


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number):
    """Put the ticket into another open status, along the ways the admin allows."""
    ticket = worked_ticket(request, number)
    form = StatusForm(request.POST or None, ticket=ticket, by=request.user)
    if not form.is_valid():
        return choosing(request, ticket, form, "tickets/_choose_status.html")
    status = form.cleaned_data["status"]
    try:
        with ticket.unless_changed(form.cleaned_data["seen"], Event.MOVES, by=request.user):
            ticket.set_status(status, by=request.user, hold=UNDO_SEND)
    except Conflict as conflict:
        return conflicting(request, ticket, conflict, wish=status)
    except ValidationError as trouble:
        return refused(request, ticket, trouble.messages)
    return changed(request, ticket)
