"""People on the requester's side who may read, or read and reply."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.directory import introduce
from accounts.doors import agents_only
from accounts.models import User
from tickets.forms.properties import ParticipantForm
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, choosing


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number):
    """Let a person, known or new, take part."""
    ticket = worked_ticket(request, number)
    form = ParticipantForm(request.POST or None, ticket=ticket, by=request.user)
    if not form.is_valid():
        return choosing(request, ticket, form, "tickets/_choose_participant.html")
    person = introduce(form.cleaned_data["person"])
    ticket.add_participant(person, by=request.user, may_reply=form.cleaned_data["may_reply"])
    return changed(request, ticket)


@agents_only
@require_POST
def remove(request, number, pk):
    ticket = worked_ticket(request, number)
    ticket.remove_participant(get_object_or_404(User, pk=pk), by=request.user)
    return changed(request, ticket)
