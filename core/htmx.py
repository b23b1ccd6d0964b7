"""The one helper between a verb and its answer."""

from django.shortcuts import redirect, render


def is_htmx(request):
    """Whether htmx asks for a fragment (and not for a whole page)."""
    return request.headers.get("HX-Request") == "true"


def respond(request, partial, context, otherwise, status=200):
    """Answer htmx with the one partial that changed, and a plain browser with a redirect."""
    if is_htmx(request):
        return render(request, partial, context, status=status)
    return redirect(otherwise)
