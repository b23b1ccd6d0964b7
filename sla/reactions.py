"""What follows in this room from an event: after commit, at least once, harmless when repeated."""

from core.failpoints import reach
from sla.actions import ACTIONS, CHANGING, WEBHOOK, tell_webhook
from sla.models import Clock, Deed, Firing, Step
from tickets.models import Event


def act(event):
    """Do what the passed steps of a clock say, each action once, with the ticket locked."""
    if event.kind not in (Event.Kind.WARNED, Event.Kind.BREACHED):
        return
    event.ticket.hold()
    # Those that were passed: by now the clock may be measured by other terms, with steps of their own.
    passed = {key: step for key, _at, step in event.details["passed"] if step}
    steps = Step.objects.in_bulk(passed.values())
    firings = Firing.objects.filter(clock=event.details["clock"], fired_at=event.at)
    firings = list(firings.select_related("clock").order_by("due_at", "pk"))
    for firing in firings:
        if firing.step in passed:
            _do(firing, steps[passed[firing.step]], event.ticket)
    if firings and all(is_moot(firing) for firing in firings):
        # Nobody needs to hear of it any more; the line stays, and says so.
        event.details |= {"tell": [], "is_moot": True}
        event.save(update_fields=["details"])


def is_moot(firing):
    """Whether there is nothing left to do: the clock has stopped meanwhile, or it turned out to be too early."""
    return firing.retracted_at is not None or firing.clock.stopped_at is not None


def _do(firing, step, ticket):
    result = Deed.MOOT if is_moot(firing) else Deed.DONE
    for place, action in enumerate(step.actions):
        _deed, is_new = Deed.objects.get_or_create(firing=firing, place=place, defaults={"result": result})
        if is_new and result == Deed.DONE:
            _do_one(action, firing, ticket)
            reach("after_deed")


def _do_one(action, firing, ticket):
    if action["do"] in CHANGING:
        _spend(firing)
    if action["do"] in ACTIONS:
        ACTIONS[action["do"]](ticket, action)
    elif action["do"] == WEBHOOK:
        tell_webhook(ticket, action, firing)


def _spend(firing):
    """Let this step fire no more for this clock: what it does may move it into the future again."""
    clock = Clock.objects.held().get(pk=firing.clock_id)
    if firing.step not in clock.spent:
        clock.spent = [*clock.spent, firing.step]
        clock.save(update_fields=["spent"])
