"""What the doors of a ticket answer: fragments for htmx, a whole page or a redirect for a plain browser."""

import json

from django.contrib import messages
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse

from core.htmx import is_htmx
from tickets.glance import Glance
from tickets.models.undoable import UNDOING
from tickets.sentences import sentence
from tickets.ticket_page import TicketPage


def changed(request, ticket, onward=None):
    """A property was changed (or stood so already): show it, say it, and offer to undo it.

    `onward` is the address to go to instead of the ticket's own page.
    """
    event = ticket.recorded
    if not is_htmx(request) or onward:
        if event is not None:
            messages.success(request, sentence(event))
        return leave(request, onward or TicketPage(request, ticket.number).address)
    response = render(request, "tickets/_changed.html", {"page": TicketPage(request, ticket.number)})
    if event is not None:
        response["HX-Trigger"] = json.dumps({"toast": toast(ticket, event)})
    return response


def toast(ticket, event):
    """The passing message about `event`, with the way to undo it where there is one."""
    told = {"text": sentence(event)}
    if event.kind in UNDOING:
        told["undo"] = reverse("tickets:undoing", args=[ticket.number, event.pk])
    return told


def choosing(request, ticket, form, template):
    """The choices of one property: inside its menu for htmx, as a page of its own without script."""
    context = {"ticket": ticket, "form": form, "template": template, "place": request.GET.get("in", "")}
    status = 422 if form.is_bound else 200
    if is_htmx(request) and not form.is_bound:
        return render(request, template, context)
    elif is_htmx(request):
        return refused(
            request, ticket, [error for errors in form.errors.values() for error in errors], status
        )
    return render(request, "tickets/ticket_property.html", context, status=status)


def refused(request, ticket, words, status=422):
    """The change cannot be made; `words` say why, and nothing was changed."""
    notice = {"words": words}
    if is_beside_list(request):
        return beside_list(request, ticket, status, notice=words)
    elif is_htmx(request):
        context = {"page": TicketPage(request, ticket.number), "notice": notice}
        return render(request, "tickets/_refused.html", context, status=status)
    page = TicketPage(request, ticket.number, notice=notice)
    return render(request, "tickets/ticket.html", {"page": page}, status=status)


def conflicting(request, ticket, conflict, wish=""):
    """Somebody changed the same thing since: say who and what, beside the `wish` of this person; 409."""
    page = TicketPage(request, ticket.number)
    notice = {
        "events": conflict.events,
        "wish": wish,
        "again": request.get_full_path(),
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in ("csrfmiddlewaretoken", "seen")
        ],
    }
    page.notice = notice
    template = "tickets/_refused.html" if is_htmx(request) else "tickets/ticket.html"
    return render(request, template, {"page": page, "notice": notice}, status=409)


def said(request, ticket, event, onward=None):
    """Words were added: show them, and an empty box; or go on to another ticket."""
    if onward or not is_htmx(request):
        return leave(
            request, onward or f"{TicketPage(request, ticket.number).address}#message-{event.message_id}"
        )
    elif is_beside_list(request):
        return beside_list(request, ticket)
    return render(request, "tickets/_said.html", {"page": TicketPage(request, ticket.number)})


def written_again(request, ticket, form, status):
    """The box as it was sent, with what is wrong or what has arrived above it; nothing typed is lost."""
    if is_beside_list(request):
        return beside_list(request, ticket, status, composer=form)
    page = TicketPage(request, ticket.number, composer=form)
    template = "tickets/_said.html" if is_htmx(request) else "tickets/ticket.html"
    return render(request, template, {"page": page}, status=status)


def is_beside_list(request):
    """Whether the form that was sent stands beside a list and not on the ticket's own page."""
    return is_htmx(request) and "beside" in request.POST


def beside_list(request, ticket, status=200, **facts):
    """The ticket beside its list; `facts` are those of Glance."""
    return render(
        request, "tickets/_glance.html", {"page": Glance(request, ticket.number, **facts)}, status=status
    )


def leave(request, address):
    """Go to another page, also when htmx asked."""
    response = redirect(address)
    if is_htmx(request):
        response = render(request, "tickets/_nothing.html")
        response["HX-Redirect"] = resolve_url(address)
    return response
