"""Why is it due then? Every open stretch a clock has counted, every pause, and the sum after each; and, while it
runs, the stretches that are still to come until it is due."""

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

OPEN, PAUSED, AHEAD = "open", "paused", "ahead"
# Of what has run for years, a page tells so many stretches of the beginning and as many of the end until it is asked
# for all; what is left out is counted all the same.
MOST_AT_AN_END = 200


@dataclass
class Line:
    """One stretch of a proof: "open" is counted, "paused" would have been, "ahead" will be. Amounts in microseconds
    of working time; `sum` is what has been used at its end."""

    kind: str
    begins: object
    ends: object
    amount: int
    sum: int
    cause: int | None = None


@dataclass
class ToldProof:
    """A proof in words: `first` and `last` are dicts for a table, between them `left_out` stretches are not told.
    `sums` are those of all: [(kind, words), ...] of each kind there is."""

    first: list
    left_out: int
    last: list
    sums: list


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
            lines.append(Line(PAUSED, moment(at), moment(begins), paused, counted, causes.get(at)))
        if begins == until:
            break
        at = until if ends is None else min(ends, until)
        run = _counted(OPEN, calendar, begins, at, counted)
        lines += run
        counted = run[-1].sum if run else counted
    return lines


def ahead(clock, calendar, now, counted):
    """The Lines from `now` on, when so much is `counted`, until a clock that runs is due if nothing pauses it."""
    if clock.stopped_at is not None or clock.is_paused or clock.due_at is None or clock.due_at <= now:
        return []
    return _counted(AHEAD, calendar, microseconds(now), microseconds(clock.due_at), counted)


def told_proof(clock, calendar, almanac, *, is_whole=False):
    """The proof of a clock in words, read on the wall clock of its calendar: a ToldProof."""
    lines = proof(clock, calendar, almanac.now)
    lines += ahead(clock, calendar, almanac.now, lines[-1].sum if lines else 0)
    sums = {}
    for line in lines:
        sums[line.kind] = sums.get(line.kind, 0) + line.amount
    left_out = 0 if is_whole else max(0, len(lines) - 2 * MOST_AT_AN_END)
    first = lines[:MOST_AT_AN_END] if left_out else lines
    last = lines[-MOST_AT_AN_END:] if left_out else []
    causes = Event.objects.select_related("actor").in_bulk({one.cause for one in first + last if one.cause})
    there = Almanac(almanac.now, calendar.zone)
    return ToldProof(
        [_told(line, causes, there, almanac) for line in first],
        left_out,
        [_told(line, causes, there, almanac) for line in last],
        [(kind, exact_length(amount, almanac)) for kind, amount in sums.items()],
    )


def _told(line, causes, there, almanac):
    return {
        "kind": line.kind,
        "day": there.day(line.begins),
        "begins": there.to_the_second(line.begins),
        "ends": there.to_the_second(line.ends),
        "last_day": there.day(line.ends),
        "amount": exact_length(line.amount, almanac),
        "sum": exact_length(line.sum, almanac),
        "why": sentence(causes[line.cause]) if line.cause in causes else "",
    }


def _counted(kind, calendar, begins, ends, counted):
    lines = []
    for opens, closes in stretches(calendar, begins, ends):
        counted += closes - opens
        lines.append(Line(kind, moment(opens), moment(closes), closes - opens, counted))
    return lines


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
