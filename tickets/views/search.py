"""Search: a page of its own with the filters of the queue, and the palette that answers while one types."""

from django.http import QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.doors import agents_only
from tickets import search, sidebar
from tickets.fields import FIELDS
from tickets.filters import Selection
from tickets.queues import EVERYTHING
from tickets.rows import with_marks

MOST_SHOWN = 50


@require_GET
@agents_only
def page(request):
    text = request.GET.get("q", "").strip()[:200]
    ticket = search.by_number(request.user, text)
    if ticket:
        return redirect(ticket)
    selection = within(request)
    tickets = selection.tickets() if selection.filters else None
    found = search.find(request.user, text, within=tickets, most=MOST_SHOWN)
    with_marks([hit.ticket for hit in found.hits], request.user)
    context = {
        "text": text,
        "found": found,
        "selection": selection,
        "told": selection.told(),
        "fields": FIELDS.values(),
        "sidebar": sidebar.groups(request.user),
    }
    return render(request, "tickets/search.html", context)


def within(request):
    """The filters of the address, over all tickets."""
    data = QueryDict(mutable=True)
    data.update(request.GET)
    data["view"] = EVERYTHING.slug
    return Selection.of(request.user, data)
