"""What a Proposal would do: to the tickets that are open, and to those of last month had it held then."""

from datetime import timedelta

from core.clock import database_time
from sla.book import open_book
from sla.models import Clock, Proposal, Why
from sla.models.choices import PROMISED
from sla.proposing import NEW, proposed_book
from sla.reckoning import runs_of, used_up
from sla.replay import replayed
from sla.spreading import batch, concerned, opened_accounts
from sla.wall_clock import microseconds
from tickets.models import Ticket

MONTH = timedelta(days=30)
# Enough to judge by; the page says of how many it speaks.
MOST_CLOCKS, MOST_TICKETS = 5_000, 500
MOST_EXAMPLES = 8
# What of a clock decides when it is due.
LOOKED_AT = ("ticket", "metric", "target", "calendar", "carried", "started_at", "pauses", "stopped_at", "due_at",
             "is_breached")  # fmt: skip


def begin(proposal):
    """Count what is to be looked at, from the start."""
    proposal.reached = proposal.done = 0
    if proposal.kind == Proposal.Kind.CALENDAR:
        concerns_open = proposal.calendar_id is not None
    else:
        concerns_open = proposal.content["is_for_open_tickets"]
    proposal.total = concerned(proposal).distinct().count() if concerns_open else 0
    proposal.effect = {
        "open": proposal.total,
        "moved": 0,
        "later": 0,
        "sooner": 0,
        "breaching": 0,
        "examples": [],
    }


def examine_batch(proposal):
    """Look at the next open tickets; False when there were none left, and last month has been looked at, too."""
    ids = batch(proposal) if proposal.total else []
    at = database_time()
    if ids:
        book = proposed_book(open_book(), proposal, valid_from=proposal.valid_from or at)
        of_kind = _by_calendar if proposal.kind == Proposal.Kind.CALENDAR else _by_policy
        for clock, due, breach in of_kind(proposal, ids, book, at):
            _count(proposal.effect, clock, due, breach, at)
        proposal.reached, proposal.done = ids[-1], proposal.done + len(ids)
    else:
        proposal.effect["month"] = last_month(proposal, at)
        proposal.stage, proposal.trouble = Proposal.Stage.READY, ""
    is_kept = proposal.keep("reached", "done", "total", "stage", "effect", "trouble")
    return bool(ids) and is_kept


def last_month(proposal, at):
    """{"judged", "kept", "kept_then"}: of the newest clocks that stopped in thirty days, how many were kept, and how
    many would have been had the Proposal always held. {} when there is nothing to judge."""
    if proposal.kind == Proposal.Kind.CALENDAR:
        return _month_of_calendar(proposal, at) if proposal.calendar_id else {}
    return _month_of_policy(proposal, at)


def _by_calendar(proposal, ids, book, at):
    clocks = Clock.objects.live().filter(ticket__in=ids).only(*LOOKED_AT)
    for clock in clocks:
        if clock.is_counted_by(proposal.calendar_id):
            clock.target = book.targets[clock.target_id]
            due, breach = used_up(clock, book.calendar_of(clock), runs_of(clock))
            yield (clock, clock.due_at), due, breach


def _by_policy(proposal, ids, book, at):
    tickets = Ticket.objects.in_bulk(ids)
    accounts = opened_accounts(tickets, book, is_held=False)
    # Those that are older than the first policy: all they would be promised is new.
    for pk in tickets.keys() - {account.ticket.pk for account in accounts}:
        for clock in replayed(tickets[pk], book).ledger.live(*PROMISED):
            due, breach = clock.due_at, clock.breach_at
            yield (clock, None), due and microseconds(due), breach and microseconds(breach)
    for account in accounts:
        before = {clock.pk: clock.due_at for clock in account.ledger.clocks}
        account.catch_up(at)
        for clock in account.ledger.touched:
            due, breach = used_up(clock, book.calendar_of(clock), runs_of(clock))
            if clock.stopped_at is not None:
                due = breach = None
            yield (clock, before.get(clock.pk)), due, breach


def _count(effect, pair, due, breach, at):
    clock, was = pair
    was = was and microseconds(was)
    if due == was:
        return
    now = microseconds(at)
    effect["moved"] += 1
    if due is not None and was is not None:
        effect["later" if due > was else "sooner"] += 1
    is_new_breach = breach is not None and breach < now and not clock.is_breached
    effect["breaching"] += is_new_breach
    if is_new_breach or len(effect["examples"]) < MOST_EXAMPLES:
        example = {
            "ticket": clock.ticket_id,
            "metric": clock.metric,
            "was": was,
            "due": due,
            "breaks": is_new_breach,
        }
        effect["examples"] = sorted([*effect["examples"], example], key=lambda one: not one["breaks"])[
            :MOST_EXAMPLES
        ]


def _month_of_calendar(proposal, at):
    book = proposed_book(open_book(), proposal, valid_from=at, is_alone=True)
    clocks = Clock.objects.filter(calendar=proposal.calendar_id, stopped_at__gte=at - MONTH)
    clocks = (
        clocks.exclude(why_stopped=Why.CANCELLED)
        .select_related("target")
        .order_by("-stopped_at")[:MOST_CLOCKS]
    )
    judged = kept = kept_then = 0
    for clock in clocks:
        calendar = book.calendar_of(clock)
        _due, breach = used_up(clock, calendar, runs_of(clock))
        judged, kept = judged + 1, kept + (not clock.is_breached)
        kept_then += breach is None or microseconds(clock.stopped_at) <= breach
    return {"judged": judged, "kept": kept, "kept_then": kept_then} if judged else {}


def _month_of_policy(proposal, at):
    book = proposed_book(open_book(), proposal, valid_from=at, is_alone=True)
    tickets = Ticket.objects.filter(opened_at__gte=at - MONTH).order_by("-opened_at")[:MOST_TICKETS]
    found = {"tickets": 0, "judged": 0, "kept": 0, "judged_then": 0, "kept_then": 0}
    rows = {}
    for clock in Clock.objects.filter(ticket__in=[one.pk for one in tickets]).order_by("pk"):
        rows.setdefault(clock.ticket_id, []).append(clock)
    for ticket in tickets:
        account = replayed(ticket, book)
        if account.version is None or account.version.policy_id != (proposal.policy_id or NEW):
            continue
        found["tickets"] += 1
        for suffix, clocks in (("", rows.get(ticket.pk, [])), ("_then", account.ledger.clocks)):
            judged = [one for one in clocks if one.metric in PROMISED and _is_judged(one, at)]
            found[f"judged{suffix}"] += len(judged)
            found[f"kept{suffix}"] += sum(not _is_broken(one, at) for one in judged)
    return found if found["tickets"] else {}


def _is_judged(clock, at):
    """Whether it is known by a moment that a promise was kept or broken."""
    is_kept = clock.stopped_at is not None and clock.why_stopped != Why.CANCELLED
    return is_kept or _is_broken(clock, at)


def _is_broken(clock, at):
    is_over = clock.stopped_at is None and clock.breach_at is not None and clock.breach_at < at
    return clock.is_breached or is_over
