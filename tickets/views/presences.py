"""Being at a ticket."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from tickets import presence
from tickets.ticket_page import worked_ticket


@agents_only
@require_POST
def create(request, number):
    """Say that one is viewing, replying or gone; answers who else is here."""
    ticket = worked_ticket(request, number)
    presence.note(ticket, request.user, request.POST.get("state", presence.VIEWING))
    others = presence.others_at(ticket, request.user)
    return render(request, "tickets/_presence.html", {"ticket": ticket, "others": others})
