"""What follows in this room from an event: after commit, at least once, harmless when repeated."""

from core.reacting import also_together, concerned_by
from notifications.audience import is_heard
from notifications.listeners import ring_open_pages
from notifications.notifier import Notifier


def notify_all(events):
    """Tell everybody who should hear of each of `events`: bell rows, and mail rows in the outbox."""
    Notifier(events).notify()
    for event in events:
        if event.held_until:
            # It was on hold when the pages rang; now the requester's side may read it.
            ring_open_pages(event)


@also_together(notify_all)
@concerned_by(lambda event: event.held_until is not None or is_heard(event))
def notify(event):
    """Tell everybody who should hear of `event`."""
    notify_all([event])
