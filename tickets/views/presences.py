"""Being at a ticket."""

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts.doors import agents_only
from tickets import presence
from tickets.ticket_page import worked_ticket


@agents_only
@require_POST
def create(request, number):
    """Say that one is viewing, replying or gone; answers who else is here."""
    ticket = worked_ticket(request, number)
    presence.note(ticket, request.user, request.POST.get("state", presence.VIEWING))
    return others(request, ticket)


@agents_only
@require_GET
def show(request, number):
    """Who else is here, asked without saying that one is here oneself."""
    return others(request, worked_ticket(request, number))


def others(request, ticket):
    context = {"ticket": ticket, "others": presence.others_at(ticket, request.user)}
    return render(request, "tickets/_presence.html", context)
