"""One proposal: what it would do, and its publishing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.doors import admins_only
from core.bell import ring_later
from core.htmx import is_htmx
from core.moments import Almanac
from sla.effects import told_effect
from sla.models import Proposal
from sla.proposing import publish
from sla.restarting import differences


@admins_only
@require_GET
def show(request, pk):
    """What a proposal does to open tickets and would have done to last month's; counts on by itself."""
    proposal = get_object_or_404(Proposal.objects.select_related("calendar", "policy", "made_by"), pk=pk)
    if proposal.stage == Proposal.Stage.EXAMINED and not proposal.attempts:
        ring_later("sla.tasks.work_on_proposals")
    newer = proposal.overtaken_by()
    context = {
        "proposal": proposal,
        "effect": told_effect(proposal, request.user, Almanac()),
        "newer": newer,
        "differences": differences(proposal) if newer else [],
    }
    return render(request, "sla/_proposal.html" if is_htmx(request) else "sla/proposal.html", context)


@admins_only
@require_POST
def put_in_force(request, pk):
    """Publish it; a second press does nothing."""
    try:
        publish(get_object_or_404(Proposal, pk=pk), by=request.user)
        ring_later("sla.tasks.work_on_proposals")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("service_levels:proposal", pk)


@admins_only
@require_POST
def run_again(request, pk):
    """Let workers take it up once more after they have given up."""
    for proposal in Proposal.objects.parked().filter(pk=pk):
        proposal.run_again()
        ring_later("sla.tasks.work_on_proposals")
    return redirect("service_levels:proposal", pk)


@admins_only
@require_POST
def discard(request, pk):
    """Forget a proposal that was not published."""
    if Proposal.objects.unpublished().filter(pk=pk).delete()[0]:
        messages.success(request, _("The proposal is discarded. Nothing has changed."))
    return redirect("service_levels:index")
