"""Language, clock and doors for every request."""

import zoneinfo

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from accounts.second_factor import is_missing

# What somebody needs on the way to a second factor.
WAY_TO_SECOND_FACTOR = {
    "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "account_reauthenticate",
    "account_logout", "account_confirm_email", "account_email", "account_change_password",
    "account_set_password", "accounts:theme", "accounts:language", "set_language", "healthz", "readyz",
}  # fmt: skip


class TravelMiddleware:
    """Speaks the signed-in person's language and shows their local time."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if user.is_authenticated:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
            timezone.activate(zoneinfo.ZoneInfo(user.time_zone))
        else:
            timezone.deactivate()
        response = self.get_response(request)
        if user.is_authenticated and not response.has_header("Cache-Control"):
            # Private pages are never kept by a browser or a proxy (ASVS 5.0, 14.3.2).
            add_never_cache_headers(response)
        return response


class DoorMiddleware(LoginRequiredMiddleware):
    """Every view asks for a sign-in unless it is declared open; htmx gets 401, so that typed text stays."""

    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Request") == "true":
            response = HttpResponse(status=401)
            response["HX-Trigger"] = "signed-out"
            return response
        return super().handle_no_permission(request, view_func)


class SecondFactorMiddleware:
    """Leads people whose role needs a second factor to set one up before anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name in WAY_TO_SECOND_FACTOR or not is_missing(request.user):
            return None
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=403)
        if request.method == "GET":
            messages.info(request, _("Your role needs a second factor. Please set one up to continue."))
        return redirect("mfa_index")
