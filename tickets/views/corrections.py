"""Putting the words of an own message right."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.doors import agents_only
from core.html import MOST_CHARACTERS
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, refused


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number, pk):
    """Ask for the right words, and put them in place; the former ones are kept."""
    ticket = worked_ticket(request, number)
    message = get_object_or_404(ticket.messages.filter(withdrawn_at=None), pk=pk)
    if request.method == "GET":
        return render(request, "tickets/ticket_correction.html", {"ticket": ticket, "message": message})
    body = request.POST.get("body", "").replace("\r\n", "\n")[:MOST_CHARACTERS]
    try:
        ticket.correct(message, body, by=request.user)
    except ValidationError as trouble:
        return refused(request, ticket, trouble.messages)
    return changed(request, ticket)
