"""How long answers and solutions take somebody: for themselves first, and for those who lead their desk."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.doors import agents_only, leads_only
from accounts.models import User
from sla.report.norms import Norms


@agents_only
@require_GET
def mine(request):
    """The reader's own numbers, this month beside the three before it."""
    norms = Norms(request.user, request.user)
    return render(request, "sla/numbers.html", {"norms": norms, "person": request.user})


@leads_only
@require_GET
def of_agent(request, user):
    """The same of somebody who works or worked at a desk of the reader, from the tickets that the reader works on."""
    person = get_object_or_404(User, pk=user)
    norms = Norms(request.user, person)
    if not norms.is_for_reader:
        raise Http404
    return render(request, "sla/numbers.html", {"norms": norms, "person": person})
