"""Files that are sent while the words to them are still being written."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import open_to_all
from core.limits import allowed
from tickets.uploads import receive_upload

AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = {"member": 400, "guest": 60}


@require_POST
@open_to_all
def create(request):
    """Take one file; answers {"id", "name"}, or {"error"} with 422, or 429 for too many."""
    return take(request, by=request.user if request.user.is_authenticated else None)


@require_POST
def create_at(request, seat):
    """The same for a guest at their ticket."""
    return take(request, by=seat.user)


def take(request, by):
    if not is_within_limits(request):
        return JsonResponse(
            {"error": _("You have sent many files in a short time. Please try again in an hour.")}, status=429
        )
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": _("No file was sent.")}, status=422)
    try:
        attachment = receive_upload(file, by=by)
    except ValidationError as trouble:
        return JsonResponse({"error": " ".join(trouble.messages)}, status=422)
    return JsonResponse({"id": str(attachment.key), "name": attachment.name, "size": attachment.size})


def is_within_limits(request):
    if request.user.is_authenticated:
        return allowed("upload", request.user.pk, most=MOST_AN_HOUR["member"], per=AN_HOUR)
    ip = get_adapter(request).get_client_ip(request)
    return allowed("guest-upload", ip, most=MOST_AN_HOUR["guest"], per=AN_HOUR)
