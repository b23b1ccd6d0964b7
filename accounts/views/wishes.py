"""Small wishes that are kept at once: theme, language, availability."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.doors import agents_only, open_to_all, signed_in
from accounts.forms import LanguageForm, ThemeForm
from core.htmx import is_htmx, respond

YEAR = 365 * 24 * 3600


@open_to_all
@require_POST
def theme(request):
    """Keep `theme` (system, light or dark) on the account and in a cookie, for guests in the cookie alone."""
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    chosen = form.cleaned_data["theme"]
    if request.user.is_authenticated:
        request.user.theme = chosen
        request.user.save(update_fields=["theme"])
    return remember(HttpResponse(status=204) if is_htmx(request) else back(request), theme=chosen)


@signed_in
@require_POST
def language(request):
    """Keep `language` on the account and in a cookie, so that it still holds after signing out."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    request.user.language = form.cleaned_data["language"]
    request.user.save(update_fields=["language"])
    return remember(back(request), language=request.user.language)


@agents_only
@require_POST
def availability(request):
    """Say whether this agent is away (`away=on`) or here."""
    request.user.is_away = request.POST.get("away") == "on"
    request.user.save(update_fields=["is_away"])
    return respond(
        request, "accounts/_availability_changed.html", {"user": request.user}, otherwise=back(request).url
    )


def back(request):
    """A redirect to `next` if that is a page of this host, else home."""
    url = request.POST.get("next", "")
    is_ours = url.startswith("/") and url_has_allowed_host_and_scheme(url, {request.get_host()})
    return redirect(url if is_ours else resolve_url("home"))


def remember(response, **wishes):
    """The same response with each wish in a cookie for a year; the server alone reads it."""
    for name, value in wishes.items():
        key = settings.LANGUAGE_COOKIE_NAME if name == "language" else name
        response.set_cookie(
            key, value, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    return response
