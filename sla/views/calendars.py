"""Business calendars: made and changed in the builder, deleted or retired, and brought back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import admins_only
from core.htmx import is_htmx
from sla.calendar_builder import Builder
from sla.forms.calendars import all_zones
from sla.models import Calendar, Proposal
from sla.overtaking import replace, waiting_change
from sla.restarting import restarted_calendar


@admins_only
@require_http_methods(["GET", "POST"])
def create(request):
    """A new calendar, with usual hours to begin with."""
    return _built(request, None)


@admins_only
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """A calendar as it was published last, to be changed."""
    return _built(request, get_object_or_404(Calendar, pk=pk))


@admins_only
@require_POST
def remove(request, pk):
    """Delete a calendar that nothing uses; one that is in use is retired instead."""
    calendar = get_object_or_404(Calendar, pk=pk)
    name = str(calendar)
    if calendar.remove():
        words = _("“%(name)s” is deleted. Nothing was counted in it.")
    else:
        words = _(
            "“%(name)s” is retired, not deleted: promises are counted in it. New ones cannot choose it."
        )
    messages.success(request, words % {"name": name})
    return redirect("service_levels:index")


@admins_only
@require_POST
def bring_back(request, pk):
    """Offer a retired calendar again."""
    calendar = get_object_or_404(Calendar, pk=pk)
    calendar.bring_back()
    messages.success(request, _("“%(name)s” is in use again.") % {"name": calendar})
    return redirect("service_levels:calendar", calendar.pk)


def _built(request, calendar):
    waiting = waiting_change(Proposal.Kind.CALENDAR, calendar, request.GET.get("from", ""))
    if request.method == "GET":
        return _page(request, Builder(calendar, told=waiting and restarted_calendar(waiting)), waiting)
    builder, action = Builder(calendar, request.POST, request.FILES), request.POST.get("do", "save")
    if action == "save":
        if proposal := builder.proposal(by=request.user):
            replace(waiting, by=request.user)
            return redirect("service_levels:proposal", proposal.pk)
        return _page(request, builder, waiting, status=422)
    builder.step(action)
    if action == "preview" and is_htmx(request):
        return render(request, "sla/_trial.html", {"builder": builder})
    return _page(request, builder, waiting)


def _page(request, builder, waiting=None, status=200):
    calendar = builder.calendar
    context = {"builder": builder, "calendar": calendar, "zones": all_zones(), "waiting": waiting}
    if calendar:
        context["pending"] = calendar.proposals.unpublished().select_related("made_by")
    template = "sla/_calendar.html" if is_htmx(request) else "sla/calendar.html"
    return render(request, template, context, status=status)
