"""A Monday morning: everybody is back and everything at once; what came then is in all states by now."""

from datetime import timedelta

from helpdesk.demo.telling import tell
from tickets.models import WaitingFor

REQUESTS = 26


def build(world):
    opens = monday(world.now)
    for turn in range(REQUESTS):
        moment = opens + timedelta(minutes=4 * turn + world.dice.randint(0, 3))
        match turn % 5:
            case 0 | 1:
                tell(world, world.tell_next(), moment)
            case 2:
                tell(world, world.tell_next(), moment, turns=1)
            case 3:
                wait(world, tell(world, world.tell_next(), moment, turns=1), turn)
            case 4:
                past = tell(world, world.tell_next(), moment, turns=2)
                if past.ticket.assignee and turn % 2:
                    past.then(30, "set_status", world.statuses["planned"], by=past.ticket.assignee)


def monday(now):
    """Eight o'clock of the last Monday that is at least half a day old."""
    day = (now - timedelta(hours=16)).date()
    return now.replace(hour=8, minute=0, second=7) - timedelta(days=(now.date() - day).days + day.weekday())


def wait(world, past, turn):
    helper = past.ticket.assignee
    if helper is None:
        return
    if turn % 3 == 0:
        if past.ticket.desk == world.desks["it"]:
            facts = {"reference": f"LX-{48_213 + turn}", "reason": "The spare part is ordered"}
            past.then(20, "send_to_supplier", world.teams["vendor"], by=helper, **facts)
        else:
            past.then(20, "wait", WaitingFor.SUPPLIER, by=helper, reason="The spare part is ordered")
        if past.ticket.waiting_for:
            past.then(1, "set_status", world.statuses["supplier"], by=helper)
    elif turn % 3 == 1:
        until = world.now + timedelta(days=2, hours=3)
        past.then(20, "wait", WaitingFor.DATE, by=helper, until=until, reason="Agreed on this day")
    else:
        past.then(5, "wait", WaitingFor.REQUESTER, by=helper, reason="We have asked something")
