"""What this room does within the transaction of a change."""

from sla.bookkeeping import keep
from sla.delivery import as_said
from sla.replay import rebuild
from tickets.models import Event

UNSAID = (Event.Kind.WITHDRAWN, Event.Kind.UNDELIVERED)


def keep_clocks(event):
    """Start, pause, resume, stop and measure anew the clocks of the ticket, as the event asks."""
    is_unsaid = event.kind in UNSAID or event.details.get("takes_back")
    if is_unsaid or not keep(as_said(event)):
        # What was taken back or never arrived was never said or done, and what comes in late belongs further up.
        rebuild(event.ticket, cause=event)
