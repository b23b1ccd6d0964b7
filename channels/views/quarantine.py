"""What was put aside: made a ticket of, tried again, or not wanted; one or several at once."""

import time
from contextlib import closing

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import admins_only
from channels.email.reading.apart import Reader
from channels.email.rescue import make_ticket
from channels.email.sorting import desk_of
from channels.forms import RescueForm
from channels.models import Letter
from core.bell import ring_later
from core.numbers import number

MOST_AT_ONCE, MOST_SECONDS, SECONDS_EACH = 100, 15, 5


@admins_only
@require_http_methods(["GET", "POST"])
def ticket(request, pk):
    """Choose who asks and where it goes, and make a ticket of it."""
    row = _visible(request, pk)
    if not row.is_undecided:
        return redirect("channels:arrived_letter", pk)
    first = {"address": row.sender, "desk": desk_of(row)}
    form = RescueForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        # Somebody else may have decided otherwise meanwhile: the way of the letter says so.
        if made := make_ticket(row, by=request.user, **form.cleaned_data):
            messages.success(request, _("Ticket #%(number)s is opened.") % {"number": made.number})
        return redirect("channels:arrived_letter", pk)
    status = 422 if form.is_bound else 200
    return render(request, "channels/quarantine_ticket.html", {"letter": row, "form": form}, status=status)


@require_POST
@admins_only
def refuse(request, pk):
    """Nobody wants it; it stays where it is, with its reason."""
    _visible(request, pk).refuse(by=request.user)
    return redirect("channels:arrived_letter", pk)


@require_POST
@admins_only
def several(request):
    """The same for several letters at once, by checkboxes."""
    ids = [
        int(one) for one in request.POST.getlist("letter")[:MOST_AT_ONCE] if one.isdecimal() and len(one) < 18
    ]
    rows = (
        Letter.objects.undecided().visible_to(request.user).filter(pk__in=ids).select_related("mailbox__desk")
    )
    act = {"unwanted": _unwanted, "ticket": _ticket}.get(request.POST.get("do"), _again)
    done, until = 0, time.monotonic() + MOST_SECONDS
    with closing(Reader(SECONDS_EACH)) as reader:
        for row in rows:
            if time.monotonic() < until:
                done += act(row, request.user, reader)
    words = ngettext("Done with %(count)s mail.", "Done with %(count)s mails.", done) % {
        "count": number(done)
    }
    messages.success(request, words)
    if left := len(rows) - done:
        words = _("Left as they were: %(count)s. Open each of them, and say who asks.")
        messages.warning(request, words % {"count": number(left)})
    return redirect("channels:arrived")


def _again(row, _person, _reader):
    row.try_again()
    ring_later("channels.tasks.sweep_letters")
    return row.fate == Letter.Fate.WAITING


def _unwanted(row, person, _reader):
    row.refuse(by=person)
    return row.fate == Letter.Fate.REFUSED


def _ticket(row, person, reader):
    return make_ticket(row, by=person, reader=reader) is not None


def _visible(request, pk):
    return get_object_or_404(
        Letter.objects.visible_to(request.user).select_related("mailbox__desk", "ticket"), pk=pk
    )
