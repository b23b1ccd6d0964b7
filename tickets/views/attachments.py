"""Attached files: always a download, never a page, and on a host of their own when there is one (MC6)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from accounts.doors import open_to_all
from tickets.models import Attachment
from tickets.views.portal.doors import seat_of_guest

SALT = "tickets.attachment"
LIFETIME_SECONDS = 60
# Types a browser might run as a page are not told to it.
HARMLESS = {"image/png", "image/jpeg", "image/gif", "image/webp", "text/plain", "text/csv", "application/zip"}


@require_safe
@open_to_all
def show(request, key, name):
    """The file for who may read its message: signed in, by the guest link in ?guest=, or on the second host with
    the short-lived ?pass= that the first one gives out."""
    if settings.ATTACHMENTS_URL and request.get_host() == urlsplit(settings.ATTACHMENTS_URL).netloc:
        return download(request, get_object_or_404(Attachment, pk=read_pass(request.GET.get("pass", ""))))
    attachment = get_object_or_404(readable(request), key=key)
    if settings.ATTACHMENTS_URL:
        place = reverse("tickets:attachment", args=[attachment.key, attachment.name])
        return redirect(f"{settings.ATTACHMENTS_URL}{place}?pass={signing.dumps(attachment.pk, salt=SALT)}")
    return download(request, attachment)


def readable(request):
    """The attachments this reader may have: of the own side, or of the one ticket of a guest link."""
    if request.user.is_authenticated:
        return Attachment.objects.visible_to(request.user)
    seat = seat_of_guest(request.GET.get("guest", ""))
    if seat is None:
        return Attachment.objects.none()
    return Attachment.objects.filter(message__in=seat.ticket.messages.public())


def read_pass(text):
    try:
        return signing.loads(text, salt=SALT, max_age=LIFETIME_SECONDS)
    except signing.BadSignature as error:
        raise Http404 from error


def download(request, attachment):
    content_type = attachment.content_type
    response = FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type=content_type if content_type in HARMLESS else "application/octet-stream",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-site" if settings.ATTACHMENTS_URL else "same-origin"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{attachment.sha256}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)
