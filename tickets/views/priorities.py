"""Priority by hand, or impact and urgency from which it follows."""

from django.views.decorators.http import require_http_methods

from accounts.doors import agents_only
from tickets.forms.properties import PriorityForm
from tickets.models import Conflict, Event, Priority
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, choosing, conflicting


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number):
    ticket = worked_ticket(request, number)
    form = PriorityForm(request.POST or None, ticket=ticket, by=request.user)
    if not form.is_valid():
        return choosing(request, ticket, form, "tickets/_choose_priority.html")
    facts = form.cleaned_data
    try:
        with ticket.unless_changed(facts["seen"], [Event.Kind.PRIORITIZED], by=request.user):
            rate(ticket, facts, by=request.user)
    except Conflict as conflict:
        wish = Priority(facts["priority"]).label if facts["priority"] else ""
        return conflicting(request, ticket, conflict, wish)
    return changed(request, ticket)


def rate(ticket, facts, *, by):
    """Set what was sent: the priority itself, or what it follows from."""
    if facts["priority"] is not None:
        ticket.prioritize(facts["priority"], by=by)
    else:
        impact, urgency = facts["impact"] or ticket.impact, facts["urgency"] or ticket.urgency
        ticket.rate(by=by, impact=impact, urgency=urgency)
