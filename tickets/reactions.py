"""What follows within this room from an event, after commit: at least once, harmless when repeated."""

from django.db import transaction


@transaction.atomic
def let_out(event):
    """Once a reply that was on hold has gone out, lists of the requester's side show its words."""
    if event.message_id and not event.message.is_internal:
        event.ticket.hold()
        event.ticket.recount_words()
