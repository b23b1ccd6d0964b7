"""What may save a request: the asker's own tickets that sound alike."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.doors import open_to_all
from core.htmx import is_htmx
from tickets.known import Known
from tickets.models import Ticket
from tickets.own_list import recently_alike, sounding_like

MOST = 3
LEAST_LETTERS = 3
DOUBLES = 2


@require_safe
@open_to_all
def find(request):
    """Tickets of the asker that match ?q=; a whole page without script."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    tickets = Ticket.objects.none()
    if request.user.is_authenticated and len(words) >= LEAST_LETTERS:
        own = Ticket.objects.asked_by(request.user).select_related("status")
        tickets = Known(own).shown(sounding_like(own, words)[:MOST])
    template = "portal/_suggestions.html" if is_htmx(request) else "portal/search.html"
    return render(request, template, {"tickets": tickets, "q": words})


@require_safe
@open_to_all
def doubles(request):
    """Recent tickets of the asker that the ?subject= being typed may repeat."""
    words = request.GET.get("subject", "").replace("\x00", "").strip()[:200]
    tickets = Ticket.objects.none()
    if request.user.is_authenticated and len(words) >= LEAST_LETTERS:
        tickets = recently_alike(Ticket.objects.answerable_by(request.user), words)[:DOUBLES]
    return render(request, "portal/_doubles.html", {"tickets": tickets})
