"""Ticking notices off, and taking that back."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import signed_in
from core.htmx import is_htmx, respond
from notifications.bell import Tab, notices_of, page_for


@require_POST
@signed_in
def create(request):
    """Tick off everything under the tab `tab`, or only what is about the ticket `number`."""
    tab, now = Tab.named(request.POST.get("tab")), timezone.now()
    notices = notices_of(request.user, tab)
    if (number := request.POST.get("number", "")).isdecimal():
        notices = notices.filter(ticket__number=int(number[:18]))
    notices.finish(now)
    return _answer(request, tab, _("Done."), undo=now.isoformat())


@require_POST
@signed_in
def destroy(request):
    """Take one stroke back: what was ticked off at the moment `at`."""
    tab = Tab.named(request.GET.get("tab"))
    notices_of(request.user, tab).filter(done_at=_moment(request.GET.get("at", ""))).update(done_at=None)
    return _answer(request, tab, _("Back again."))


def _answer(request, tab, words, undo=None):
    address = reverse("notifications:list")
    query = {"tab": tab.value, **({"undo": undo} if undo else {})}
    context = {"tab": tab, "page": page_for(request.user, tab)}
    response = respond(request, "notifications/_list.html", context, f"{address}?{urlencode(query)}")
    if is_htmx(request):
        toast = {"text": words}
        if undo:
            toast["undo"] = f"{reverse('notifications:undone')}?{urlencode({'tab': tab.value, 'at': undo})}"
        response["HX-Trigger"] = json.dumps({"toast": toast, "live:notify": {}})
    return response


def _moment(text):
    try:
        return parse_datetime(text) or datetime.min.replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
