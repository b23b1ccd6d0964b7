"""A ticket at a glance, beside the list it stands in."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.doors import agents_only
from core.htmx import is_htmx
from tickets.glance import Glance


@agents_only
@require_GET
def show(request, number):
    """Facts, the last messages and a field for a reply; looking so marks nothing as read."""
    page = Glance(request, number)
    if not is_htmx(request):
        return redirect(page.ticket)
    return render(request, "tickets/_glance.html", {"page": page})
