"""When a clock passes which of its thresholds. A threshold moves with pauses, other targets and other calendars."""

from operator import attrgetter
from typing import NamedTuple

from sla import stopwatch
from sla.models.firing import Firing
from sla.wall_clock import microseconds, moment


class Threshold(NamedTuple):
    """`at` is an aware datetime; `key` names it on the clock; `step` is its Step, None for the breach itself."""

    at: object
    key: str
    step: object


def thresholds(clock, calendar, runs, steps):
    """The Thresholds that a clock with these `runs` passes, in order of time; the breach is always among them."""
    found = [Threshold(clock.breach_at, Firing.BREACH, None)]
    target = clock.target.amount
    if target is None and clock.due_at is not None and runs:
        # So many working days are as much working time as lies between.
        target = calendar.between(runs[0][0], microseconds(clock.due_at))
    for step in steps if target is not None else ():
        for key, amount in step.thresholds(target):
            at = clock.breach_at if amount is None else reached(clock, calendar, runs, amount)
            found.append(Threshold(at, key, step))
    # A sort keeps the order of those that come at once: the breach, then the steps as the admin put them.
    return sorted((one for one in found if one.at is not None), key=attrgetter("at"))


def reached(clock, calendar, runs, amount):
    """When so much working time has passed; at once when there never was as much."""
    if amount <= 0:
        return clock.started_at
    return moment(stopwatch.reading(calendar, runs, amount).due)


def arm(clock, calendar, runs, steps, *, at):
    """Set the next moment a clock fires, after a change at `at`.

    A threshold that has fired and was moved into the future is armed again, and its Firing is to be retracted: it is
    named in `clock.retracted`. One that stays in the past fires nothing.
    """
    until = clock.stopped_at if clock.stopped_at is not None else at
    ahead = thresholds(clock, calendar, runs, steps)
    # What is never reached as things stand, while the clock is paused, may have been before the pause.
    never = at if clock.is_paused else None
    moments = {one.key: one.at for one in ahead}
    for key, arming in list(clock.fired.items()):
        if key in clock.spent:
            continue
        reached_at = moments.get(key, never)
        if reached_at is None or reached_at > until:
            clock.retracted.append((key, arming))
            clock.armings = {**clock.armings, key: arming + 1}
            clock.fired = {one: number for one, number in clock.fired.items() if one != key}
    waiting = still_to_fire(clock, ahead)
    clock.next_due_at = waiting[0].at if waiting else None


def still_to_fire(clock, ahead):
    """Of the Thresholds `ahead` those that have not fired. Also after a stop, what was passed before it is told."""
    return [
        one
        for one in ahead
        if one.key not in clock.fired and (clock.stopped_at is None or one.at <= clock.stopped_at)
    ]
