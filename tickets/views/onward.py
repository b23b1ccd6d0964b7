"""Where an agent goes after a ticket is done."""

from django.urls import reverse
from django.utils.http import urlencode

from tickets.filters import Selection, neighbours


def onward_from(request, ticket, *, is_next):
    """The address of the next ticket of the list this one was opened from, or of the list after its last one.

    None when the agent wants to stay. Ask before the change: afterwards the ticket may have left the list.
    """
    if not is_next:
        return None
    place = request.POST.get("in", "")
    selection = Selection.of_place(request.user, place)
    beside = neighbours(selection, ticket)
    number = beside.next or beside.previous
    if number is None:
        return selection.url
    return f"{reverse('tickets:ticket', args=[number])}?{urlencode({'in': place})}"
