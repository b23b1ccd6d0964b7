"""Resolving a ticket."""

from django.views.decorators.http import require_http_methods

from accounts.doors import agents_only
from tickets.forms.properties import ResolutionForm
from tickets.models import Conflict, Event
from tickets.models.conversable import UNDO_SEND
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, choosing, conflicting
from tickets.views.onward import onward_from


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number):
    """Say how it ended; with `is_next`, go on to the next ticket of the list."""
    ticket = worked_ticket(request, number)
    form = ResolutionForm(request.POST or None, ticket=ticket, by=request.user)
    if not form.is_valid():
        return choosing(request, ticket, form, "tickets/_choose_resolution.html")
    facts = form.cleaned_data
    onward = onward_from(request, ticket, is_next=facts["is_next"])
    try:
        with ticket.unless_changed(facts["seen"], Event.MOVES, by=request.user):
            ticket.resolve(
                by=request.user, code=facts["code"], resolution=facts["resolution"], hold=UNDO_SEND
            )
    except Conflict as conflict:
        return conflicting(request, ticket, conflict, wish=facts["code"])
    return changed(request, ticket, onward)
