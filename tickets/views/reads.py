"""How far an agent has read a ticket."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from core.htmx import is_htmx
from tickets.ticket_page import worked_ticket


@agents_only
@require_POST
def create(request, number):
    """Remember that this person has read up to an event of the ticket."""
    ticket = worked_ticket(request, number)
    up_to = request.POST.get("up_to", "")
    if up_to.isdecimal() and ticket.events.filter(pk=int(up_to[:18])).exists():
        ticket.mark_read(by=request.user, up_to=int(up_to[:18]))
    return HttpResponse(status=204) if is_htmx(request) else redirect(ticket)


@agents_only
@require_POST
def discard(request, number):
    """Mark the ticket unread, and go back to the list."""
    ticket = worked_ticket(request, number)
    ticket.mark_unread(by=request.user)
    return redirect("tickets:queue")
