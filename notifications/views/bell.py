from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.doors import signed_in
from core.htmx import is_htmx
from notifications.bell import MOST_COUNTED, count_for


@require_GET
@signed_in
def show(request):
    """The number in the bell; a plain browser goes on to the list."""
    if not is_htmx(request):
        return redirect("notifications:list")
    context = {"count": count_for(request.user), "most": MOST_COUNTED}
    return render(request, "notifications/_count.html", context)
