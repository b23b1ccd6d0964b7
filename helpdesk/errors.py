"""The pages for when something went wrong: what happened, a reference that stands in the log too, and a way on."""

import logging
import uuid

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponseServerError, UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.doors import open_to_all

log = logging.getLogger(__name__)

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@open_to_all
def bad_request(request, exception=None):
    return _page(request, "errors/400.html", 400)


@open_to_all
def csrf_failure(request, reason=""):
    return _page(request, "errors/403_csrf.html", 403, back=_back(request))


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
    facts = {"reference": reference, "site_name": settings.SITE_NAME}
    return HttpResponseServerError(render_to_string("errors/500.html", facts))


def _page(request, template, status, **facts):
    return render(request, template, {"reference": _refer(request, status), **facts}, status=status)


def _back(request):
    """The page of ours that the reader came from, or None."""
    referer = request.headers.get("Referer", "")
    return referer if url_has_allowed_host_and_scheme(referer, {request.get_host()}) else None


def _refer(request, status):
    """A word by which who runs this house finds the moment in the log."""
    reference = uuid.uuid4().hex[:8]
    # %r keeps line breaks in an address from writing lines of their own.
    log.warning("Reference %s: %s for %s %r", reference, status, request.method, request.path)
    return reference


class TooMuchMiddleware:
    """Answers a form that carries more than we take with a page that says how much that is, and status 413."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if _is_too_much(request):
            return _page(request, "errors/413.html", 413, back=_back(request))
        return None


def _is_too_much(request):
    # The sum of what one form may carry; more than that is not even read.
    most = settings.ATTACHMENTS_MAX_COUNT * settings.ATTACHMENT_MAX_BYTES
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > most + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return True
    try:
        return request.POST is None
    except TOO_MUCH:
        return True
    except UnreadablePostError:
        return False  # who sent it is gone
