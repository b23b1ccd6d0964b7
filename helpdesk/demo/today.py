"""The last days until this minute: what came in lately, some of it still nobody's."""

from datetime import timedelta

from helpdesk.demo.telling import tell
from tickets.models import Impact, Urgency

DAYS, NEW = 30, 16


def build(world):
    for turn in range(DAYS):
        moment = world.now - timedelta(minutes=4 * 24 * 60 * (1 - turn / DAYS) + world.dice.randint(60, 200))
        past = tell(world, world.tell_next(), moment, turns=turn % 3 if turn % 4 else None)
        if turn == 7:
            doubt(past)
    for turn in range(NEW):
        moment = world.now - timedelta(minutes=(NEW - turn) * 11 + world.dice.randint(1, 8))
        tell(world, world.tell_next(), moment, is_taken=False)
    hurry(world)


def doubt(past):
    """Somebody who is not content: resolved, and it still fails."""
    helper, requester = past.ticket.assignee, past.ticket.requester
    past.then(15, "resolve", by=helper, code=past.world.codes[1], resolution="Please try once more.")
    past.then(30, "refuse", "I am afraid it is the same again this morning.", by=requester)


def hurry(world):
    """One that hurries, so that the top of the queue has something to look at."""
    conversation = world.tell_next()
    tell(
        world,
        conversation,
        world.now - timedelta(minutes=22),
        is_taken=False,
        impact=Impact.GROUP,
        urgency=Urgency.HIGH,
    )
