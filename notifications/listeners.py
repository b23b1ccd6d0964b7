"""What this room does within the transaction of a change."""

from collections import defaultdict

from core import gathered
from core.live import tell_open_pages
from tickets.models import Event, Participant


def ring_open_pages(event):
    """Wake the pages that show this ticket; the requester's side only by what it may read by now."""
    gathered.tell(_ring, event)


def _ring(events):
    participants = _participants(events)
    for event in events:
        _ring_for(event, participants[event.ticket_id])


def _ring_for(event, participants):
    ticket = event.ticket
    names = [f"ticket.{ticket.number}", "view"]
    former_desk = event.details.get("former_desk", ticket.desk_id)
    if former_desk != ticket.desk_id:
        # That it left is all they hear: what happens to it from now on is not theirs to know.
        tell_open_pages([f"gone.{ticket.number}", "view"], desk=former_desk)
    if not event.is_public:
        tell_open_pages(names, desk=ticket.desk_id)
        return
    is_walled = ticket.desk.is_walled
    tell_open_pages(
        names,
        desk=ticket.desk_id,
        users={ticket.requester_id, *participants},
        organization=None if is_walled else ticket.organization_id,
        department=None if is_walled else ticket.department_id,
    )


def _participants(events):
    """{ticket: who takes part besides the requester}; nobody can on the first line of all."""
    tickets = {event.ticket_id for event in events if event.kind != Event.Kind.OPENED and event.is_public}
    found = defaultdict(list)
    if tickets:
        for ticket, user in Participant.objects.filter(ticket__in=tickets).values_list("ticket", "user"):
            found[ticket].append(user)
    return found
