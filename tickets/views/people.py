"""Finding people by a few letters."""

from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.doors import agents_only
from accounts.models import User
from tickets.ticket_page import worked_ticket

MOST = 8


@agents_only
@require_GET
def find(request):
    """People by name, address or phone, as options of a list."""
    text = request.GET.get("q", "").strip()[:80]
    people = User.objects.visible_to(request.user).filter(is_active=True)
    found = matching(people.select_related("organization"), text) if len(text) > 1 else []
    return render(request, "tickets/_people.html", {"people": found[:MOST]})


@agents_only
@require_GET
def colleagues(request, number):
    """The people who work at the ticket's desk, to be called by @."""
    ticket = worked_ticket(request, number)
    people = matching(User.objects.working_at(ticket.desk), request.GET.get("q", "").strip()[:80])
    return render(request, "tickets/_people.html", {"people": people[:MOST], "is_call": True})


def matching(people, text):
    by_phone = Q(phone__contains=text) if any(letter.isdigit() for letter in text) else Q()
    return people.filter(Q(name__icontains=text) | Q(email__icontains=text) | by_phone).order_by(
        "name", "email"
    )
