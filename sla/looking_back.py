"""What last month would have looked like had a Proposal always held, a batch at a time."""

from datetime import timedelta

from core.clock import database_time
from sla.book import open_book
from sla.models import Clock, Proposal, Why
from sla.models.choices import PROMISED
from sla.proposing import NEW, proposed_book
from sla.reckoning import runs_of, used_up
from sla.replay import replayed
from sla.wall_clock import microseconds, moment
from tickets.models import Ticket

MONTH = timedelta(days=30)
# A ticket is read again from its first event on, which takes some twenty milliseconds: an admin waits for two
# minutes, and not for an hour. The page says of how many of how many it speaks.
MOST_TICKETS = 5_000
TICKETS_AT_ONCE, CLOCKS_AT_ONCE = 100, 5_000


def begin_month(proposal):
    """What is kept of last month at first: how much there is to look at (`of`), and sums of nothing."""
    since = database_time() - MONTH
    month = {"since": microseconds(since), "looked": 0, "reached": 0, "tickets": 0}
    month |= dict.fromkeys(("judged", "kept", "judged_then", "kept_then"), 0)
    return month | {"of": _rows(proposal, since).count()}


def to_look_at(proposal):
    """How many rows of last month are gone through."""
    of = proposal.effect["month"]["of"]
    return of if proposal.kind == Proposal.Kind.CALENDAR else min(of, MOST_TICKETS)


def look_at_month(proposal):
    """Look at the next rows of last month; how many that were, 0 when there are none left."""
    month = proposal.effect["month"]
    rows = _rows(proposal, moment(month["since"]))
    if proposal.kind == Proposal.Kind.CALENDAR:
        rows = rows.filter(pk__gt=month["reached"]).select_related("target").order_by("pk")[:CLOCKS_AT_ONCE]
    else:
        left = min(TICKETS_AT_ONCE, MOST_TICKETS - month["looked"])
        # The newest first.
        rows = rows.filter(pk__lt=month["reached"] or NEW).order_by("-pk")[:left]
    rows = list(rows)
    if rows:
        book = proposed_book(open_book(), proposal, valid_from=database_time(), is_alone=True)
        (_add_clocks if proposal.kind == Proposal.Kind.CALENDAR else _add_tickets)(
            month, rows, book, proposal
        )
        month["reached"], month["looked"] = rows[-1].pk, month["looked"] + len(rows)
    return len(rows)


def _rows(proposal, since):
    """What a Proposal is tried on: the clocks of its calendar that stopped, or the tickets that were opened."""
    if proposal.kind == Proposal.Kind.POLICY:
        return Ticket.objects.filter(opened_at__gte=since)
    elif proposal.calendar_id is None:
        return Clock.objects.none()
    clocks = Clock.objects.filter(calendar=proposal.calendar_id, stopped_at__gte=since)
    return clocks.exclude(why_stopped=Why.CANCELLED)


def _add_clocks(month, clocks, book, _proposal):
    for clock in clocks:
        _due, breach = used_up(clock, book.calendar_of(clock), runs_of(clock))
        month["judged"] += 1
        month["judged_then"] += 1
        month["kept"] += not clock.is_breached
        month["kept_then"] += breach is None or microseconds(clock.stopped_at) <= breach


def _add_tickets(month, tickets, book, proposal):
    at, rows = database_time(), {}
    for clock in Clock.objects.filter(ticket__in=tickets).order_by("pk"):
        rows.setdefault(clock.ticket_id, []).append(clock)
    for ticket in tickets:
        account = replayed(ticket, book)
        if account.version is None or account.version.policy_id != (proposal.policy_id or NEW):
            continue
        month["tickets"] += 1
        for suffix, clocks in (("", rows.get(ticket.pk, [])), ("_then", account.ledger.clocks)):
            judged = [one for one in clocks if one.metric in PROMISED and _is_judged(one, at)]
            month[f"judged{suffix}"] += len(judged)
            month[f"kept{suffix}"] += sum(not _is_broken(one, at) for one in judged)


def _is_judged(clock, at):
    """Whether it is known by a moment that a promise was kept or broken."""
    is_kept = clock.stopped_at is not None and clock.why_stopped != Why.CANCELLED
    return is_kept or _is_broken(clock, at)


def _is_broken(clock, at):
    is_over = clock.stopped_at is None and clock.breach_at is not None and clock.breach_at < at
    return clock.is_breached or is_over
