"""What this room does within the transaction of a change."""

from sla.bookkeeping import keep
from sla.replay import rebuild
from tickets.models import Event


def keep_clocks(event):
    """Start, pause, resume, stop and measure anew the clocks of the ticket, as the event asks."""
    is_taken_back = event.kind == Event.Kind.WITHDRAWN or event.details.get("takes_back")
    if is_taken_back or not keep(event):
        # What was taken back was never said or done, and what comes in late belongs further up.
        rebuild(event.ticket, cause=event)
