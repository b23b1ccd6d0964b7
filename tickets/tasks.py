"""Celery's doors into this room: ids in, rows out, one verb each. The schedule is in helpdesk/schedule.py."""

from operator import attrgetter

from celery import shared_task

from core.kept import Kept
from tickets.models import Attachment, Event, Ticket

A_BATCH, MOST_BATCHES = 100, 20
# Of many bells at once the first one brings all their events: the others shall find out cheaply.
_due = Kept(lambda event: Event.objects.filter(pk=event).due().order_by().values_list("pk"))


@shared_task
def react(event_id):
    """Run what follows from one event, and from those that wait beside it, unless somebody else already does."""
    if _due.rows(event=event_id) and (events := Event.objects.filter(pk=event_id).claim(1)):
        beside = Event.objects.all().claim(A_BATCH - 1)
        Event.react_to(sorted([*events, *beside], key=attrgetter("pk")))


@shared_task
def sweep_reactions():
    """Run what every lost bell has left behind, for a good while if there is much of it."""
    for _turn in range(MOST_BATCHES):
        events = Event.objects.all().claim(A_BATCH)
        Event.react_to(events)
        if len(events) < A_BATCH:
            return


@shared_task
def wake_waiting():
    """Go on with tickets whose date has come."""
    for ticket in Ticket.objects.due_to_wake()[:500]:
        ticket.resume()


@shared_task
def close_resolved():
    """Close what was resolved and stayed without an answer."""
    for ticket in Ticket.objects.due_to_close()[:500]:
        ticket.close(is_silent=True)


@shared_task
def drop_loose_attachments():
    """Throw away uploads of the day before yesterday that became part of nothing."""
    Attachment.objects.stale().drop()
