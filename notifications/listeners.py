"""What this room does within the transaction of a change."""

from core.live import tell_open_pages
from tickets.models import Event, Participant


def ring_open_pages(event):
    """Wake the pages that show this ticket; the requester's side only by what it may read by now."""
    ticket = event.ticket
    names = [f"ticket.{ticket.number}", "view"]
    former_desk = event.details.get("former_desk", ticket.desk_id)
    if former_desk != ticket.desk_id:
        # That it left is all they hear: what happens to it from now on is not theirs to know.
        tell_open_pages([f"gone.{ticket.number}", "view"], desk=former_desk)
    if not event.is_public:
        tell_open_pages(names, desk=ticket.desk_id)
        return
    participants = _participants(event)
    is_walled = ticket.desk.is_walled
    tell_open_pages(
        names,
        desk=ticket.desk_id,
        users={ticket.requester_id, *participants},
        organization=None if is_walled else ticket.organization_id,
        department=None if is_walled else ticket.department_id,
    )


def _participants(event):
    """Who takes part besides the requester; nobody can on the first line of all."""
    if event.kind == Event.Kind.OPENED:
        return []
    return Participant.objects.filter(ticket=event.ticket).values_list("user_id", flat=True)
