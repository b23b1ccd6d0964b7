"""What a Proposal would do: to the tickets that are open, and to those of last month had it held then."""

from core.clock import database_time
from sla.book import open_book
from sla.looking_back import begin_month, look_at_month, to_look_at
from sla.models import Clock, Proposal
from sla.models.choices import PROMISED
from sla.proposing import proposed_book
from sla.reckoning import runs_of, used_up
from sla.replay import replayed
from sla.spreading import A_BATCH, batch, concerned, opened_accounts
from sla.wall_clock import microseconds
from tickets.models import Ticket

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
    proposal.effect = {
        "open": concerned(proposal).distinct().count() if concerns_open else 0,
        "moved": 0,
        "later": 0,
        "sooner": 0,
        "breaching": 0,
        "examples": [],
        "month": begin_month(proposal),
    }
    proposal.total = proposal.effect["open"] + to_look_at(proposal)


def examine_batch(proposal):
    """Look at the next open tickets, and then at those of last month; False when there were none left."""
    looked = _look_at_open(proposal) or look_at_month(proposal)
    proposal.done += looked
    if not looked:
        proposal.stage, proposal.trouble = Proposal.Stage.READY, ""
    is_kept = proposal.keep("reached", "done", "total", "stage", "effect", "trouble")
    return bool(looked) and is_kept


def _look_at_open(proposal):
    ids = batch(proposal, A_BATCH) if proposal.effect["open"] else []
    if ids:
        at = database_time()
        book = proposed_book(open_book(), proposal, valid_from=proposal.valid_from or at)
        of_kind = _by_calendar if proposal.kind == Proposal.Kind.CALENDAR else _by_policy
        for clock, due, breach in of_kind(proposal, ids, book, at):
            _count(proposal.effect, clock, due, breach, at)
        proposal.reached = ids[-1]
    return len(ids)


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
