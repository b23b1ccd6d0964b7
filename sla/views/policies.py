"""The builder of policies: what is promised, to whom, and what happens on the way."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.doors import admins_only
from sla.forms.picking import PICKS, picked
from sla.forms.policies import PolicyForm
from sla.forms.steps import Offers, StepFormSet
from sla.forms.told import METRICS, told_version
from sla.models import Metric, Policy, Proposal
from sla.overtaking import replace, waiting_change
from sla.proposing import base_of
from sla.restarting import restarted_policy
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
    first = {"steps": [step | {"metric": WATCHED[party].value} for step in FIRST_STEPS]}
    return _edited(request, party, None, None, first)


@admins_only
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """A policy as it was published last, to be changed."""
    policy = get_object_or_404(Policy, pk=pk)
    version = policy.versions.prefetch_related("targets", "steps").latest("valid_from")
    return _edited(request, Policy.Party(policy.party), policy, version, told_version(policy, version))


@admins_only
@require_GET
def choices(request, slug):
    """What a policy may be for, as options of a list, found by a few letters."""
    if slug not in PICKS:
        raise Http404
    text = request.GET.get("q", "").strip()[:80].replace("\x00", "")
    return render(request, "sla/_choices.html", {"found": PICKS[slug].found(text) if len(text) > 1 else []})


def _edited(request, party, policy, version, told):
    """The form and its answers; `told` is what it says at first, or what a waiting change says that the address
    names."""
    waiting = waiting_change(Proposal.Kind.POLICY, policy, request.GET.get("from", ""))
    told = told | restarted_policy(waiting) if waiting else told
    data = _with_another(picked(request.POST, set(PICKS))) if request.method == "POST" else None
    form = PolicyForm(data, party=party, policy=policy, version=version, told=told)
    offers = Offers.of(METRICS[party])
    rows = StepFormSet(data, form_kwargs={"offers": offers}, prefix="steps", initial=told["steps"])
    is_saved = data is not None and data.get("do") == "save"
    if data is not None and data.get("do") == "add" and rows.forms:
        rows.forms[-1].begin_here()
    base = base_of(policy, data.get("based_on", "") if data else "")
    if is_saved and form.is_valid() & rows.is_valid():
        contents = [row.content(order) for order, row in enumerate(_kept(rows), start=1)]
        proposal = Proposal.objects.create(
            kind=Proposal.Kind.POLICY,
            policy=policy,
            based_on=base,
            content=form.content(contents),
            made_by=request.user,
        )
        replace(waiting, by=request.user)
        return redirect("service_levels:proposal", proposal.pk)
    context = {
        "form": form,
        "rows": rows,
        "policy": policy,
        "party": party,
        "base": base,
        "pending": policy.proposals.unpublished().select_related("made_by") if policy else [],
        "waiting": waiting,
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
