"""Subject, kind, category and severity of a ticket."""

from django.core.exceptions import ValidationError
from django.views.decorators.http import require_http_methods

from accounts.doors import agents_only
from core.commas import listed
from tickets.forms.properties import DescriptionForm
from tickets.models import Conflict, Event
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, choosing, conflicting, refused


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number):
    """Put right what was sent; only a change of the same field since is a conflict."""
    ticket = worked_ticket(request, number)
    form = DescriptionForm(request.POST or None, ticket=ticket, by=request.user)
    if not form.is_valid():
        return choosing(request, ticket, form, "tickets/_choose_description.html")
    facts = form.facts
    same = {"kinds": [Event.Kind.DESCRIBED], "concerns": lambda event: touches(event, facts)}
    try:
        with ticket.unless_changed(form.cleaned_data["seen"], by=request.user, **same):
            ticket.describe(by=request.user, **facts)
    except Conflict as conflict:
        return conflicting(request, ticket, conflict, wish=listed(facts.values()))
    except ValidationError as trouble:
        return refused(request, ticket, trouble.messages)
    return changed(request, ticket)


def touches(event, facts):
    """Whether `event` changed one of the fields in `facts`."""
    return any(change["field"] in facts for change in event.details["changes"])
