"""Letting a ticket wait."""

from django.views.decorators.http import require_http_methods

from accounts.doors import agents_only
from tickets.forms.properties import WaitForm
from tickets.models import Conflict, Event, WaitingFor
from tickets.models.conversable import UNDO_SEND
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, choosing, conflicting


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number):
    """Wait for the requester, a supplier or a date, and say why."""
    ticket = worked_ticket(request, number)
    form = WaitForm(request.POST or None, ticket=ticket, by=request.user)
    if not form.is_valid():
        return choosing(request, ticket, form, "tickets/_choose_waiting.html")
    facts = form.cleaned_data
    try:
        with ticket.unless_changed(facts["seen"], Event.MOVES, by=request.user):
            ticket.wait(
                facts["waiting_for"],
                by=request.user,
                until=facts["until"],
                reason=facts["reason"],
                hold=UNDO_SEND,
            )
    except Conflict as conflict:
        return conflicting(request, ticket, conflict, wish=WaitingFor(facts["waiting_for"]).label)
    return changed(request, ticket)
