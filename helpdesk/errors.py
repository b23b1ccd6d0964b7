"""The pages for when something went wrong: what happened, a reference, and a way on."""

import uuid

from django.shortcuts import render

from accounts.doors import open_to_all


@open_to_all
def csrf_failure(request, reason=""):
    return _page(request, "errors/403_csrf.html", 403)


@open_to_all
def forbidden(request, exception=None):
    return _page(request, "errors/403.html", 403)


@open_to_all
def not_found(request, exception=None):
    return _page(request, "errors/404.html", 404)


@open_to_all
def broken(request):
    return _page(request, "errors/500.html", 500)


def _page(request, template, status):
    return render(request, template, {"reference": uuid.uuid4().hex[:8]}, status=status)
