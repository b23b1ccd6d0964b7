"""Why is it due then? Every open stretch a clock has counted, every pause, and the sum after each."""

from dataclasses import dataclass

from django.utils.dateparse import parse_datetime

from core.moments import Almanac
from sla.faces import exact_length
from sla.models import Deed, Firing, Step
from sla.reckoning import runs_of
from sla.replay import TOLD_BY_CLOCKS
from sla.wall_clock import microseconds, moment
from sla.wording import deeds, threshold
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


def told_firings(clock, almanac):
    """The thresholds a clock has passed, as dicts for a table: which, when, what was to be done, what came of it."""
    firings = list(Firing.objects.filter(clock=clock).prefetch_related("deeds").order_by("due_at", "pk"))
    if not firings:
        return []
    of_clock = Event.objects.filter(ticket=clock.ticket_id, kind__in=TOLD_BY_CLOCKS, details__clock=clock.pk)
    events = {event.at: event for event in of_clock}
    passed = {
        (event.at, key): step for event in events.values() for key, _at, step in event.details["passed"]
    }
    steps = Step.objects.in_bulk({pk for pk in passed.values() if pk})
    found = []
    for firing in firings:
        step = steps.get(passed.get((firing.fired_at, firing.step)))
        found.append(
            {
                "what": threshold(step),
                "at": almanac.exact(firing.due_at),
                "deeds": deeds(step),
                "result": _result(firing, events.get(firing.fired_at)),
            }
        )
    return found


def _result(firing, event):
    """What came of it: "retracted", "moot" when nothing had to be done any more, "done" or "waits"."""
    if firing.retracted_at is not None:
        return "retracted"
    results = {deed.result for deed in firing.deeds.all()}
    if results == {Deed.MOOT} or (event and event.details.get("is_moot")):
        return "moot"
    return "waits" if event and event.pending else "done"


def stretches(calendar, begins, ends):
    """The open stretches of a calendar within [begins, ends)."""
    while (opens := calendar.next_open(begins)) is not None and opens < ends:
        begins = calendar.next_close(opens)
        if begins is None or begins >= ends:
            yield opens, ends
            return
        yield opens, begins
