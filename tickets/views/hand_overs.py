"""Handing a ticket to another team or tier."""

from django.views.decorators.http import require_http_methods

from accounts.doors import agents_only
from tickets.forms.properties import HandOverForm
from tickets.models import Conflict, Event
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, choosing, conflicting

KINDS = [Event.Kind.ASSIGNED, Event.Kind.HANDED_OVER]


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number):
    """Hand the ticket to a team with a reason; who does not work there is led back to the list."""
    ticket = worked_ticket(request, number)
    form = HandOverForm(request.POST or None, ticket=ticket, by=request.user)
    if not form.is_valid():
        return choosing(request, ticket, form, "tickets/_choose_team.html")
    team, reason = form.cleaned_data["team"], form.cleaned_data["reason"]
    try:
        with ticket.unless_changed(form.cleaned_data["seen"], KINDS, by=request.user):
            ticket.hand_over(team, by=request.user, reason=reason)
    except Conflict as conflict:
        return conflicting(request, ticket, conflict, wish=team)
    return changed(request, ticket, onward=None if ticket.is_worked_by(request.user) else "tickets:queue")
