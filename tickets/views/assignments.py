"""Who has a ticket."""

from django.core.exceptions import ValidationError
from django.views.decorators.http import require_http_methods

from accounts.doors import agents_only
from tickets.forms.properties import AssignmentForm
from tickets.models import Conflict, Event
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, choosing, conflicting, refused

KINDS = [Event.Kind.ASSIGNED, Event.Kind.HANDED_OVER]


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number):
    """Give the ticket to one of the desk's people, or to nobody."""
    ticket = worked_ticket(request, number)
    form = AssignmentForm(request.POST or None, ticket=ticket, by=request.user)
    if not form.is_valid():
        return choosing(request, ticket, form, "tickets/_choose_assignee.html")
    assignee = form.cleaned_data["assignee"]
    try:
        with ticket.unless_changed(form.cleaned_data["seen"], KINDS, by=request.user):
            ticket.assign(assignee, by=request.user)
    except Conflict as conflict:
        return conflicting(request, ticket, conflict, wish=assignee)
    except ValidationError as trouble:
        return refused(request, ticket, trouble.messages)
    return changed(request, ticket)
