"""The builder of policies: what is promised, to whom, and what happens on the way."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.doors import admins_only
from sla.forms.policies import METRICS, PolicyForm
from sla.forms.steps import Offers, StepFormSet, told_step
from sla.models import Metric, Policy, Proposal
from sla.trying_promises import samples
from tickets.models import Priority

# What the first steps of a new policy watch over.
WATCHED = {
    Policy.Party.REQUESTER: Metric.RESOLUTION,
    Policy.Party.TEAM: Metric.OLA,
    Policy.Party.SUPPLIER: Metric.UC,
}
FIRST_STEPS = [
    {"kind": "percent", "when": "75", "whom": ["assignee"]},
    {"kind": "breach", "whom": ["assignee", "lead"]},
]


@admins_only
@require_http_methods(["GET", "POST"])
def create(request, party):
    """A new policy for requesters, teams or suppliers."""
    if party not in Policy.Party.values:
        raise Http404
    party = Policy.Party(party)
    first = [step | {"metric": WATCHED[party].value} for step in FIRST_STEPS]
    return _edited(request, party, None, None, first)


@admins_only
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """A policy as it was published last, to be changed."""
    policy = get_object_or_404(Policy, pk=pk)
    version = policy.versions.prefetch_related("targets", "steps").latest("valid_from")
    steps = [told_step(step) for step in version.steps.all()]
    return _edited(request, Policy.Party(policy.party), policy, version, steps)


def _edited(request, party, policy, version, steps):
    form = PolicyForm(request.POST or None, party=party, policy=policy, version=version)
    options = {"form_kwargs": {"offers": Offers.of(METRICS[party])}, "prefix": "steps", "initial": steps}
    rows = (
        StepFormSet(_with_another(request.POST), **options)
        if request.method == "POST"
        else StepFormSet(**options)
    )
    is_saved = request.method == "POST" and request.POST.get("do") == "save"
    if is_saved and form.is_valid() & rows.is_valid():
        contents = [row.content(order) for order, row in enumerate(_kept(rows), start=1)]
        proposal = Proposal.objects.create(
            kind=Proposal.Kind.POLICY, policy=policy, content=form.content(contents), made_by=request.user
        )
        return redirect("service_levels:proposal", proposal.pk)
    context = {
        "form": form,
        "rows": rows,
        "policy": policy,
        "party": party,
        "has_errors": is_saved,
        **_tried(form),
    }
    return render(request, "sla/policy.html", context, status=422 if is_saved else 200)


def _tried(form):
    """Sample tickets under what is filled in, as far as it can be read."""
    priority = form.tried_priority
    calendar, targets = form.tried
    found = samples(calendar, targets, priority, timezone.now()) if calendar else []
    return {"samples": found, "priorities": Priority.choices, "priority": priority}


def _with_another(given):
    """What was sent, with one more empty step when that was asked for."""
    given = given.copy()
    count = given.get("steps-TOTAL_FORMS", "")
    if given.get("do") == "add" and count.isdecimal():
        given["steps-TOTAL_FORMS"] = int(count[:4]) + 1
    return given


def _kept(rows):
    return [row for row in rows if row.is_used and not row.cleaned_data.get("DELETE")]
