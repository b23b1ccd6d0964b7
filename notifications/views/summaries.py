from django.http import Http404
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.doors import open_to_all
from notifications.models import Preference
from notifications.unsubscribing import reader_of


# A mail program presses without a cookie or a token of ours; the signed address stands for both.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@open_to_all
def unsubscribe(request, token):
    """Ends the daily summary of the token's reader; looking at the page changes nothing."""
    reader = reader_of(token)
    if reader is None:
        raise Http404
    if request.method == "POST":
        Preference.objects.end_summary(reader)
    context = {"token": token, "is_done": request.method == "POST"}
    return render(request, "notifications/unsubscribe.html", context)
