"""The views at one's side: their order, and which of them are hidden there."""

import json

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.doors import agents_only
from core.htmx import is_htmx
from tickets import sidebar
from tickets.arrangements import Arrangements
from tickets.models import Arrangement

STEPS = {"up": -1, "down": 1}


@require_GET
@agents_only
def show(request):
    """All views of this person, hidden ones too, with buttons to move and hide them."""
    kept = Arrangements(request.user)
    context = {"groups": listed(kept), "sidebar": sidebar.groups(request.user, kept=kept)}
    return render(request, "tickets/arrangement.html", context)


@require_POST
@agents_only
def move(request, slug):
    """Let the view change places with its neighbour, as `step` (up or down) says."""
    kept = seen(request, slug)
    step = STEPS.get(request.POST.get("step"))
    if step:
        kept.move(slug, step)
    return answer(request)


@require_POST
@agents_only
def hide(request, slug):
    """Hide the view from one's own side (`hide=yes`), or show it there again; nobody else's side changes."""
    seen(request, slug)
    Arrangement.objects.keep(request.user, slug, is_hidden=request.POST.get("hide") == "yes")
    return answer(request)


def seen(request, slug):
    """The arrangements of this person, if they see the view called `slug`; Http404 otherwise."""
    kept = Arrangements(request.user)
    if kept.find(slug)[0] is None:
        raise Http404
    return kept


def listed(kept):
    return [
        (title, [(queue, kept.is_hidden(queue.slug)) for queue in queues]) for title, queues in kept.groups
    ]


def answer(request):
    if not is_htmx(request):
        return redirect("tickets:views")
    groups = listed(Arrangements(request.user))
    response = render(request, "tickets/_arrangement.html", {"groups": groups})
    # The views at the side listen for this.
    response["HX-Trigger"] = json.dumps({"live:view": {}})
    return response
