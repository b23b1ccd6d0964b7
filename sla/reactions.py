"""What follows in this room from an event: after commit, at least once, harmless when repeated."""

from django.db.models import F, JSONField, Value
from django.db.models.expressions import CombinedExpression

from core.failpoints import reach
from core.reacting import concerned_by
from sla.actions import ACTIONS, CHANGING, WEBHOOK, tell_webhook
from sla.models import Clock, Deed, Firing, Step
from tickets.models import Event, Ticket


@concerned_by(lambda event: event.kind in (Event.Kind.WARNED, Event.Kind.BREACHED))
def act(event):
    """Do what the passed steps of a clock say, each action once, with the ticket locked."""
    event.ticket = Ticket.held(event.ticket_id)
    # Those that were passed: by now the clock may be measured by other terms, with steps of their own.
    passed = {key: step for key, _at, step in event.details["passed"] if step}
    steps = Step.objects.in_bulk(passed.values()) if passed else {}
    firings = Firing.objects.filter(clock=event.details["clock"], fired_at=event.at)
    firings = list(firings.select_related("clock").order_by("due_at", "pk"))
    due = [(firing, steps[passed[firing.step]].actions) for firing in firings if firing.step in passed]
    for firing, action in _begin(due):
        _do(action, firing, event.ticket)
        reach("after_deed")
    if firings and all(is_moot(firing) for firing in firings):
        # Nobody needs to hear of it any more; the line stays, and says so.
        event.details |= {"tell": [], "is_moot": True}
        event.save(update_fields=["details"])


def is_moot(firing):
    """Whether there is nothing left to do: the clock has stopped meanwhile, or it turned out to be too early."""
    return firing.retracted_at is not None or firing.clock.stopped_at is not None


def _begin(due):
    """Write down the deeds that were not begun before; (firing, action) of those that are still to be done."""
    # The ticket is locked: nobody else writes deeds of its clocks.
    known = Deed.objects.filter(firing__in=[firing for firing, _actions in due]) if due else ()
    begun = {(deed.firing_id, deed.place) for deed in known}
    fresh = [
        (Deed(firing=firing, place=place, result=Deed.MOOT if is_moot(firing) else Deed.DONE), action)
        for firing, actions in due
        for place, action in enumerate(actions)
        if (firing.pk, place) not in begun
    ]
    Deed.objects.bulk_create([deed for deed, _action in fresh])
    return [(deed.firing, action) for deed, action in fresh if deed.result == Deed.DONE]


def _do(action, firing, ticket):
    if action["do"] in CHANGING:
        _spend(firing)
    if action["do"] in ACTIONS:
        ACTIONS[action["do"]](ticket, action)
    elif action["do"] == WEBHOOK:
        tell_webhook(ticket, action, firing)


def _spend(firing):
    """Let this step fire no more for this clock: what it does may move it into the future again."""
    unspent = Clock.objects.filter(pk=firing.clock_id).exclude(spent__contains=[firing.step])
    unspent.update(spent=CombinedExpression(F("spent"), "||", Value([firing.step], JSONField())))
