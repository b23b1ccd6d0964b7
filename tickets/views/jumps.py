"""The messages of a long conversation, to jump to."""

from django.db.models.functions import Left
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.doors import agents_only
from core.htmx import is_htmx
from tickets.ticket_page import worked_ticket

MOST = 300
SHOWN = ["ticket", "is_internal", "created_at", "author__name", "author__email"]
LETTERS = 120


@agents_only
@require_GET
def show(request, number):
    """Each message with its author and first words, in order; of very many the latest."""
    ticket = worked_ticket(request, number)
    said = ticket.messages.filter(withdrawn_at=None).select_related("author").only(*SHOWN)
    latest = said.annotate(beginning=Left("body", LETTERS)).order_by("-pk")[:MOST]
    context = {
        "ticket": ticket,
        "said": reversed(latest),
        "place": request.GET.get("in", "")[:2000],
        "is_menu": is_htmx(request),
    }
    return render(request, f"tickets/{'_' if is_htmx(request) else ''}jump_list.html", context)
