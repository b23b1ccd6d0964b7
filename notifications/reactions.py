"""What follows in this room from an event: after commit, at least once, harmless when repeated."""

from core.reacting import concerned_by
from notifications.audience import is_heard
from notifications.listeners import ring_open_pages
from notifications.notifier import Notifier


@concerned_by(lambda event: event.held_until is not None or is_heard(event))
def notify(event):
    """Tell everybody who should hear of `event`: bell rows, and mail rows in the outbox."""
    Notifier(event).notify()
    if event.held_until:
        # It was on hold when the pages rang; now the requester's side may read it.
        ring_open_pages(event)
