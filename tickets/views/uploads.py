"""Files on their way, before what they belong to is sent."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from tickets.uploads import receive_upload


@agents_only
@require_POST
def create(request):
    """Keep one file; answers {"id", "name"}, or {"error"} in words."""
    if "file" not in request.FILES:
        return JsonResponse({"error": _("Choose a file first.")}, status=422)
    try:
        attachment = receive_upload(request.FILES["file"], by=request.user)
    except ValidationError as trouble:
        return JsonResponse({"error": " ".join(trouble.messages)}, status=422)
    return JsonResponse({"id": str(attachment.key), "name": attachment.name})
