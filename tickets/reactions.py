"""What follows within this room from an event, after commit: at least once, harmless when repeated."""

from core.reacting import concerned_by


def was_held(event):
    """Whether lists of the requester's side have been waiting for it."""
    return event.held_until is not None


@concerned_by(was_held)
def let_out(event):
    """Once what was on hold has gone out, lists of the requester's side show its words and move up."""
    event.ticket.hold()
    event.ticket.recount_words()
    event.ticket.publish(event)
