"""What follows in this room from an event: after commit, at least once, harmless when repeated."""

from notifications.listeners import ring_open_pages
from notifications.notifier import Notifier


def notify(event):
    """Tell everybody who should hear of `event`: bell rows, and mail rows in the outbox."""
    Notifier(event).notify()
    if event.held_until:
        # It was on hold when the pages rang; now the requester's side may read it.
        ring_open_pages(event)
