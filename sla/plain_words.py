"""What a requester was promised, in plain words: when we answer, and when it will have been solved."""

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from core.moments import Almanac
from sla.models import Clock, Metric
from tickets.models import Event

ANSWER = _("We will answer by {moment}."), _("We should have answered by {moment}; we are on it.")
# What is promised, and what is said once the moment is over; “{moment}” is where it belongs.
WORDS = {
    Metric.FIRST_RESPONSE: ANSWER,
    Metric.NEXT_RESPONSE: ANSWER,
    Metric.PERIODIC_UPDATE: (
        _("You will hear from us again by {moment}."),
        _("You should have heard from us by {moment}; we are on it."),
    ),
    Metric.RESOLUTION: (
        _("We will have solved this by {moment}."),
        _("We should have solved this by {moment}; we are on it."),
    ),
}
PAUSED = _("We are waiting for an answer; until then the time for the solution does not run.")
STANDS_STILL = _("The time for the solution stands still for now.")


def promises(ticket, almanac=None):
    """[(sentence, moment or None, whether it is over), ...] for `ticket`, as its requester's side may know.

    What an agent did and can still take back changes nothing yet. One statement.
    """
    almanac = almanac or Almanac()
    said = (_said(clock, ticket, almanac.now) for clock in _known_to_run(ticket))
    return list(filter(None, said)) if ticket.is_open else []


def _known_to_run(ticket):
    held = Event.objects.filter(ticket=OuterRef("ticket"), held_until__gt=Now(), is_taken_back=False)
    known_at = Coalesce(Subquery(held.order_by("at").values("at")[:1]), Now())
    clocks = Clock.objects.filter(ticket=ticket, team=None, metric__in=WORDS).annotate(known_at=known_at)
    running = Q(stopped_at=None) | Q(stopped_at__gte=F("known_at"))
    found = clocks.filter(running, started_at__lt=F("known_at")).order_by("pk")
    order = list(WORDS)
    return sorted(found, key=lambda clock: order.index(clock.metric))


def _said(clock, ticket, now):
    if any(_holds(pause, clock.known_at) for pause in clock.pauses):
        if clock.metric != Metric.RESOLUTION:
            return None
        is_for_requester = ticket.waiting_for == "requester"
        return (PAUSED if is_for_requester else STANDS_STILL), None, False
    if clock.due_at is None:
        return None
    is_over = clock.due_at < now
    return WORDS[clock.metric][is_over], clock.due_at, is_over


def _holds(pause, at):
    began, ended = (moment and parse_datetime(moment) for moment in pause[:2])
    return began < at and (ended is None or ended >= at)
