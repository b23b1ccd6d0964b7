"""What this room does within the transaction of a change."""

from sla.bookkeeping import keep
from sla.replay import rebuild
from tickets.models import Event

UNSAID = (Event.Kind.WITHDRAWN, Event.Kind.UNDELIVERED)


def keep_clocks(event):
    """Start, pause, resume, stop and measure anew the clocks of the ticket, as the event asks."""
    if event.kind in UNSAID or not keep(event):
        # Words that were taken back or never arrived were never said, and what comes in late belongs further up.
        rebuild(event.ticket, cause=event)
