"""When a clock will have used its target up, and how much of it has passed: rows into arithmetic and back."""

from django.utils.dateparse import parse_datetime

from sla import stopwatch
from sla.models.firing import Firing
from sla.thresholds import arm
from sla.wall_clock import microseconds, moment
from sla.working_days import add_days


def reckon(clock, calendar, steps=(), *, at):
    """Bring what a clock knows of itself (due, breach, used, breached, next threshold) in line with its runs, after a
    change at `at`."""
    runs = runs_of(clock)
    due, breach = used_up(clock, calendar, runs)
    clock.due_at, clock.breach_at = moment(due), moment(breach)
    clock.used = None
    if clock.stopped_at is not None:
        stopped = microseconds(clock.stopped_at)
        clock.used = stopwatch.used(calendar, runs, stopped)
        clock.is_breached = breach is not None and stopped > breach
    arm(clock, calendar, runs, steps, at=at)
    if clock.stopped_at is None:
        clock.is_breached = Firing.BREACH in clock.fired


def used(clock, calendar, at):
    """Microseconds of working time a clock has counted up to an aware datetime, or to its stop if that is earlier."""
    if clock.stopped_at is not None:
        at = min(at, clock.stopped_at)
    return stopwatch.used(calendar, runs_of(clock), microseconds(at))


def runs_of(clock):
    """The stretches in which a clock counts, as `stopwatch` wants them; the last is open unless it is paused."""
    pauses = [
        (microseconds(parse_datetime(began)), ended and microseconds(parse_datetime(ended)))
        for began, ended, _began_by, _ended_by in clock.pauses
    ]
    return stopwatch.runs(microseconds(clock.started_at), pauses)


def used_up(clock, calendar, runs):
    """When the target of a clock is used up, and when more than it is: (due, breach) in microseconds, or None."""
    target = clock.target
    if target.days is None:
        return stopwatch.reading(calendar, runs, target.amount)
    if clock.is_paused:
        return None, None
    started = runs[0][0] if runs else microseconds(clock.started_at)
    paused = calendar.between(started, runs[-1][0]) - stopwatch.used(calendar, runs, runs[-1][0])
    due = add_days(calendar, started, target.days, end_of_day=target.end_of_day, paused=paused)
    return due, due and calendar.next_open(due)
