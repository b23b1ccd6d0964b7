"""Service levels at a glance: calendars, and policies in the order in which tickets meet them."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.doors import admins_only
from sla.models import Policy, Proposal, Route
from sla.wording import told_calendars, told_policies


@admins_only
@require_GET
def index(request):
    policies = told_policies()
    parties = [
        (party, [one for one in policies if one.version.policy.party == party]) for party in Policy.Party
    ]
    pending = Proposal.objects.exclude(stage=Proposal.Stage.DONE).select_related("made_by").with_newest()[:20]
    context = {
        "calendars": told_calendars(),
        "parties": parties,
        "pending": pending,
        "has_routes": Route.objects.exists(),
    }
    return render(request, "sla/service_levels.html", context)
