"""What follows in this room from an event: after commit, at least once, harmless when repeated."""

from sla.actions import ACTIONS
from sla.models import Deed, Firing, Step
from tickets.models import Event


def act(event):
    """Do what the passed steps of a clock say, each action once, with the ticket locked."""
    if event.kind not in (Event.Kind.WARNED, Event.Kind.BREACHED):
        return
    event.ticket.hold()
    # Those that were passed: by now the clock may be measured by other terms, with steps of their own.
    passed = {key: step for key, _at, step in event.details["passed"] if step}
    steps = Step.objects.in_bulk(passed.values())
    firings = Firing.objects.filter(clock=event.details["clock"], step__in=passed, fired_at=event.at)
    for firing in firings.select_related("clock").order_by("due_at", "pk"):
        _do(firing, steps[passed[firing.step]], event.ticket)


def _do(firing, step, ticket):
    is_moot = firing.retracted_at is not None or firing.clock.stopped_at is not None
    actions = [action for action in step.actions if action["do"] in ACTIONS]
    for place, action in enumerate(actions):
        result = Deed.MOOT if is_moot else Deed.DONE
        _deed, is_new = Deed.objects.get_or_create(firing=firing, place=place, defaults={"result": result})
        if is_new and not is_moot:
            ACTIONS[action["do"]](ticket, action)
