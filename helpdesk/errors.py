"""The pages for when something went wrong: what happened, a reference that stands in the log too, and a way on."""

import logging
import uuid

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from accounts.doors import open_to_all

log = logging.getLogger(__name__)


@open_to_all
def bad_request(request, exception=None):
    return _page(request, "errors/400.html", 400)


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
    # Without the request: what fills a template from it may ask the database that has just failed.
    reference = _refer(request, 500)
    return HttpResponseServerError(render_to_string("errors/500.html", {"reference": reference}))


def _page(request, template, status):
    return render(request, template, {"reference": _refer(request, status)}, status=status)


def _refer(request, status):
    """A word by which who runs this house finds the moment in the log."""
    reference = uuid.uuid4().hex[:8]
    # %r keeps line breaks in an address from writing lines of their own.
    log.warning("Reference %s: %s for %s %r", reference, status, request.method, request.path)
    return reference
