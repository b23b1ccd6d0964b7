"""What follows in this room from an event: after commit, at least once, harmless when repeated."""

from sla.actions import ACTIONS
from sla.book import open_book
from sla.models import Deed, Firing
from tickets.models import Event


def act(event):
    """Do what the passed steps of a clock say, each action once, with the ticket locked."""
    if event.kind not in (Event.Kind.WARNED, Event.Kind.BREACHED):
        return
    event.ticket.hold()
    steps = [step for step, _at in event.details["passed"]]
    firings = Firing.objects.filter(clock=event.details["clock"], step__in=steps, fired_at=event.at)
    for firing in firings.select_related("clock").order_by("due_at", "pk"):
        _do(firing, event.ticket)


def _do(firing, ticket):
    is_moot = firing.retracted_at is not None or firing.clock.stopped_at is not None
    order = firing.step.partition(".")[0]
    steps = [step for step in open_book().steps_of(firing.clock.target_id) if str(step.order) == order]
    actions = [action for step in steps for action in step.actions if action["do"] in ACTIONS]
    for place, action in enumerate(actions):
        result = Deed.MOOT if is_moot else Deed.DONE
        _deed, is_new = Deed.objects.get_or_create(firing=firing, place=place, defaults={"result": result})
        if is_new and not is_moot:
            ACTIONS[action["do"]](ticket, action)
