"""What follows within this room from an event, after commit: at least once, harmless when repeated."""

from django.db import transaction


@transaction.atomic
def let_out(event):
    """Once what was on hold has gone out, lists of the requester's side show its words and move up."""
    is_said = event.message_id and not event.message.is_internal
    if is_said or event.held_until:
        event.ticket.hold()
        event.ticket.recount_words()
        event.ticket.publish(event)
