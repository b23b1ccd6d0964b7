"""The pages for when something went wrong: what happened, a reference that stands in the log too, and a way on."""

import logging
import uuid

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse, UnreadablePostError
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
def too_many(request):
    return _page(request, "errors/429.html", 429, back=request.path)


@open_to_all
def broken(request):
    return _bare("errors/500.html", 500, {"reference": _refer(request, 500)})


def _page(request, template, status, **facts):
    facts = {"reference": _refer(request, status), **facts}
    try:
        return render(request, template, facts, status=status)
    except Exception:
        # The page would know who reads it, and may not ask now: what it stands on is away.
        log.exception("Reference %s: the page for it broke too", facts["reference"])
        return _bare(template, status, facts)


def _bare(template, status, facts):
    """The page without the request: what fills a template from it may ask what has just failed."""
    facts |= {
        "frame": "errors/_bare.html",
        "site_name": settings.SITE_NAME,
        "static_url": settings.STATIC_URL,
        "attachment_max_bytes": settings.ATTACHMENT_MAX_BYTES,
        "attachments_max_count": settings.ATTACHMENTS_MAX_COUNT,
    }
    return HttpResponse(render_to_string(template, facts), status=status)


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
        if not getattr(view, "reads_itself", False) and _is_too_much(request):
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
