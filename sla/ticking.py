"""Fires what is due: each threshold once, in one transaction with the line on the timeline that tells of it."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from core.bell import ring_later
from core.failpoints import reach
from core.sets import insert_all
from sla.actions import NOTIFY
from sla.book import open_book
from sla.models import Clock, Firing, ServiceRecord, Target
from sla.reckoning import runs_of
from sla.thresholds import still_to_fire, thresholds
from sla.trusting import watch
from tickets.models import Event

A_BATCH = 200
# A flood rings no storm of bells: the sweep of reactions finds the rest.
MOST_RINGS = 20
# What is told so late is told in a digest: after an outage nobody is served by a storm.
LATE = timedelta(minutes=15)


@dataclass
class Passing:
    """The thresholds one clock has passed, and the line of the timeline that tells of the last of them."""

    clock: Clock
    passed: list
    firings: list = field(default_factory=list)
    event: Event | None = None


def tick():
    """Fire everything that is due, in batches; returns how many thresholds were passed."""
    fired = 0
    while True:
        found, passed = fire_due()
        fired += passed
        if found < A_BATCH:
            return fired


def fire_due(limit=A_BATCH):
    """Fire the thresholds of up to `limit` clocks whose moment has come by the clock of the database; how many clocks
    there were, and how many thresholds they passed.

    It locks clocks alone and skips those that others hold, so any number of workers may call it at once.
    """
    now = watch.trusted_time()
    if now is None:
        return 0, 0
    with transaction.atomic():
        found = _fire(now, limit)
    reach("after_commit")
    return found


def _fire(now, limit):
    clocks = due(now, limit)
    if not clocks:
        return 0, 0
    reach("after_select")
    book = open_book()
    passings = [passing for clock in clocks if (passing := pass_by(clock, book, now))]
    fresh = insert_firings([firing for passing in passings for firing in passing.firings])
    reach("after_event")
    tell([passing for passing in passings if any(key(firing) in fresh for firing in passing.firings)], now)
    reach("after_outbox")
    Clock.objects.write(clocks, ["next_due_at", "fired", "is_breached"])
    reach("before_commit")
    return len(clocks), len(fresh)


def due(now, limit):
    """The locked clocks whose moment has come."""
    clocks = Clock.objects.filter(next_due_at__lte=now).order_by("next_due_at")
    clocks = list(clocks.select_for_update(skip_locked=True, no_key=True)[:limit])
    targets = Target.objects.in_bulk({clock.target_id for clock in clocks})
    for clock in clocks:
        clock.target = targets[clock.target_id]
    return clocks


def pass_by(clock, book, now):
    """Mark what a clock has passed by now, and set its next moment; None when it had fired all of it before."""
    calendar = book.calendar_of(clock)
    steps = book.steps_of(clock.target_id)
    waiting = still_to_fire(clock, thresholds(clock, calendar, runs_of(clock), steps))
    passed = [one for one in waiting if one.at <= now]
    clock.next_due_at = next((one.at for one in waiting if one.at > now), None)
    if not passed:
        return None
    clock.fired = clock.fired | {one.key: clock.armings.get(one.key, 0) for one in passed}
    clock.is_breached = Firing.BREACH in clock.fired
    firings = [
        Firing(
            clock=clock,
            step=one.key,
            arming=clock.armings.get(one.key, 0),
            due_at=one.at,
            fired_at=now,
            is_late=now - one.at > LATE,
        )
        for one in passed
    ]
    return Passing(clock, passed, firings)


def insert_firings(firings):
    """Insert what was not there yet; the keys of those that are new."""
    if not firings:
        return set()
    table = Firing._meta.db_table
    rows = [(one.clock_id, one.step, one.arming, one.due_at, one.fired_at, one.is_late) for one in firings]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (clock_id, step, arming, due_at, fired_at, is_late)"  # noqa: S608  a name of ours
            " SELECT * FROM unnest(%s::bigint[], %s::text[], %s::smallint[], %s::timestamptz[], %s::timestamptz[],"
            " %s::boolean[]) ON CONFLICT (clock_id, step, arming) DO NOTHING RETURNING clock_id, step, arming",
            [list(column) for column in zip(*rows, strict=True)],
        )
        return set(cursor.fetchall())


def key(firing):
    return firing.clock_id, firing.step, firing.arming


def told_by(passed):
    """Who hears of it: whom the last of the passed steps names; of a breach without any, who works on the ticket."""
    steps = [one.step for one in passed if one.step is not None]
    named = [action["whom"] for action in (steps[-1].actions if steps else ()) if action["do"] == NOTIFY]
    return named or ([] if steps else ["assignee"])


def tell(passings, now):
    """One line on the timeline for each clock: what was passed last, and all that was passed on the way."""
    tickets = [passing.clock.ticket_id for passing in passings]
    standings = dict(ServiceRecord.objects.filter(pk__in=tickets).values_list("pk", "standing"))
    for passing in passings:
        clock = passing.clock
        is_breach = any(one.key == Firing.BREACH for one in passing.passed)
        passing.event = Event(
            ticket_id=clock.ticket_id,
            kind=Event.Kind.BREACHED if is_breach else Event.Kind.WARNED,
            at=now,
            details={
                "clock": clock.pk,
                "metric": clock.metric,
                "due_at": clock.due_at and clock.due_at.isoformat(),
                "passed": [[one.key, one.at.isoformat(), one.step and one.step.pk] for one in passing.passed],
                "is_late": all(firing.is_late for firing in passing.firings),
                "tell": told_by(passing.passed),
            },
            standing=standings.get(clock.ticket_id, {}),
            next_try_at=now,
        )
        passing.event.await_reactions()
    if passings:
        for pk in insert_all([passing.event for passing in passings])[:MOST_RINGS]:
            ring_later(settings.TICKET_REACTION_TASK, pk)
