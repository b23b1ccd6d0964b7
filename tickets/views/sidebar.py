"""The views at the side, fetched again when something has changed."""

import hashlib
from urllib.parse import urlsplit

from django.http import QueryDict
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET

from accounts.doors import agents_only
from tickets import sidebar


@require_GET
@agents_only
def show(request):
    place = request.GET.get("from", "")[:2000]
    current = QueryDict(urlsplit(place).query if place.startswith("/") else "").get("view", "")
    context = {"sidebar": sidebar.groups(request.user, current), "sidebar_from": place}
    response = render(request, "_shell/_views.html", context)
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    # Kept by the browser, asked again each time: what has not changed is not sent.
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response)
