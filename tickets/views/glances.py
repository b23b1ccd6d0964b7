"""A ticket at a glance, beside the list it stands in."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.doors import agents_only
from core.htmx import is_htmx
from tickets.models import Ticket

FACTS = ["requester__organization", "assignee", "status"]


@agents_only
@require_GET
def show(request, number):
    """Facts, the last public message and the last note; looking so marks nothing as read."""
    tickets = Ticket.objects.worked_by(request.user).select_related(*FACTS)
    ticket = get_object_or_404(tickets, number=number)
    if not is_htmx(request):
        return redirect(ticket)
    said = ticket.messages.filter(withdrawn_at=None).select_related("author")
    last = said.order_by("is_internal", "-pk").distinct("is_internal")
    context = {"ticket": ticket, "last": last, "place": request.GET.get("in", "")[:2000]}
    return render(request, "tickets/_glance.html", context)
