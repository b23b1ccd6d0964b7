"""How words will look."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from core.html import from_markdown


@agents_only
@require_POST
def create(request):
    """The Markdown in `body` as it will be shown; nothing is kept."""
    return render(request, "tickets/_preview.html", {"html": from_markdown(request.POST.get("body", ""))})
