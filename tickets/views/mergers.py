"""Merging a ticket into another: which, then what would follow, then the merge; and undoing it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.doors import agents_only
from tickets.merging import Merging, Unmerging
from tickets.models import Ticket
from tickets.sentences import sentence
from tickets.ticket_page import worked_ticket
from tickets.views.answers import leave


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number):
    """Ask and show; POST with `into` merges, and leads to the ticket that stays."""
    ticket = worked_ticket(request, number)
    if request.method == "GET":
        asked = {"text": request.GET.get("q", ""), "into": request.GET.get("into", "")}
        return asking(request, Merging(ticket, request.user, **asked))
    merging = Merging(ticket, request.user, into=request.POST.get("into", ""))
    if merging.target is None:
        return asking(request, merging, status=422)
    try:
        ticket.merge_into(merging.target, by=request.user, lets_in="lets_in" in request.POST)
    except ValidationError:
        return asking(request, merging, status=422)
    if merging.target.recorded:
        messages.success(request, sentence(merging.target.recorded))
    return leave(request, merging.target)


@agents_only
@require_http_methods(["GET", "POST"])
def destroy(request, number):
    """Show what undoing the merge would bring; POST undoes it, and leads to the ticket that was merged."""
    ticket = worked_ticket(request, number)
    if ticket.merged_into is None:
        return leave(request, ticket)
    unmerging = Unmerging(ticket)
    get_object_or_404(Ticket.objects.worked_by(request.user), pk=unmerging.target.pk)
    if request.method == "GET":
        return parting(request, unmerging)
    try:
        ticket.unmerge(by=request.user)
    except ValidationError:
        return parting(request, unmerging, status=422)
    messages.success(request, _("#%(number)s is a ticket of its own again.") % {"number": ticket.number})
    return leave(request, ticket)


def asking(request, merging, status=200):
    """The page that asks which ticket, or shows what would become of both."""
    place = request.GET.get("in", "")[:2000]
    context = {"merging": merging, "ticket": merging.ticket, "place": place}
    return render(request, "tickets/merging.html", context, status=status)


def parting(request, unmerging, status=200):
    """The page that shows what would become of both once they are two again."""
    place = request.GET.get("in", "")[:2000]
    context = {"unmerging": unmerging, "ticket": unmerging.ticket, "place": place}
    return render(request, "tickets/unmerging.html", context, status=status)
