"""The first page of the portal, and where everybody arrives."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.doors import open_to_all
from tickets.models import Category, Ticket
from tickets.offers import offered_tree
from tickets.own_list import needing_first

NEWEST = 3


@require_safe
@open_to_all
def arrive(request):
    is_agent = request.user.is_authenticated and request.user.is_agent
    return redirect("tickets:queue" if is_agent else "portal:home")


@require_safe
@open_to_all
def show(request):
    mine = Ticket.objects.none()
    if request.user.is_authenticated:
        mine = needing_first(Ticket.objects.asked_by(request.user).select_related("status"), NEWEST)
    desks = offered_tree(Category.objects.offered_to(request.user))
    wanted = [desk for desk in desks if desk.desk.slug == request.GET.get("desk")]
    context = {"desks": desks, "chosen": next(iter(wanted or desks), None), "tickets": mine}
    return render(request, "portal/home.html", context)
