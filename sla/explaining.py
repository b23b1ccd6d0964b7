"""Why is it due then? Every open stretch a clock has counted, every pause, and the sum after each."""

from dataclasses import dataclass

from django.utils.dateparse import parse_datetime

from core.moments import Almanac
from sla.faces import exact_length
from sla.reckoning import runs_of
from sla.wall_clock import microseconds, moment
from tickets.models import Event
from tickets.sentences import sentence

# What has run for years is not told to the end: a page has one too.
MOST_LINES = 400


@dataclass
class Line:
    """One stretch of a proof: "open" is counted, "paused" would have been. Amounts in microseconds of working time;
    `sum` is what has been used at its end."""

    kind: str
    begins: object
    ends: object
    amount: int
    sum: int
    cause: int | None = None


def proof(clock, calendar, until):
    """The Lines of a clock from its start to an aware datetime (its stop, if that is earlier), in order of time."""
    if clock.stopped_at is not None:
        until = min(until, clock.stopped_at)
    until = microseconds(until)
    causes = {microseconds(parse_datetime(began)): by for began, _ended, by, _ended_by in clock.pauses}
    lines, counted, at = [], 0, microseconds(clock.started_at)
    for begins, ends in [*runs_of(clock), (until, until)]:
        begins = min(begins, until)
        if begins > at:
            paused = calendar.between(at, begins)
            lines.append(Line("paused", moment(at), moment(begins), paused, counted, causes.get(at)))
        if begins == until:
            break
        at = until if ends is None else min(ends, until)
        for opens, closes in stretches(calendar, begins, at):
            counted += closes - opens
            lines.append(Line("open", moment(opens), moment(closes), closes - opens, counted))
            if len(lines) >= MOST_LINES:
                return lines
    return lines


def told_proof(clock, calendar, almanac):
    """The Lines of a clock in words, read on the wall clock of its calendar: a list of dicts for a table."""
    lines = proof(clock, calendar, almanac.now)
    causes = Event.objects.select_related("actor").in_bulk({line.cause for line in lines if line.cause})
    there = Almanac(almanac.now, calendar.zone)
    return [
        {
            "kind": line.kind,
            "day": there.day(line.begins),
            "begins": there.to_the_second(line.begins),
            "ends": there.to_the_second(line.ends),
            "last_day": there.day(line.ends),
            "amount": exact_length(line.amount, almanac),
            "sum": exact_length(line.sum, almanac),
            "why": sentence(causes[line.cause]) if line.cause in causes else "",
        }
        for line in lines
    ]


def stretches(calendar, begins, ends):
    """The open stretches of a calendar within [begins, ends)."""
    while (opens := calendar.next_open(begins)) is not None and opens < ends:
        begins = calendar.next_close(opens)
        if begins is None or begins >= ends:
            yield opens, ends
            return
        yield opens, begins
