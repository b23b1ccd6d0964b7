"""Carries what was published over to the clocks of open tickets, a batch of tickets in each transaction."""

from django.db import transaction

from core.clock import database_time
from sla.book import open_book
from sla.bookkeeping import WRITTEN, Account, next_promise, retract
from sla.models import Clock, Proposal, ServiceRecord
from sla.reckoning import reckon
from sla.replay import rewrite
from tickets.models import Ticket

A_BATCH = 1000
# What other hours change of a clock.
MOMENTS = ["due_at", "breach_at", "next_due_at", "is_breached", "fired", "armings"]
# And what decides it.
COUNTED = ["ticket", "metric", "team", "target", "calendar", "carried", "started_at", "pauses", "stopped_at", "used",
           "spent", *MOMENTS]  # fmt: skip


def concerned(proposal):
    """The ids of the tickets a Proposal is about, as a query in the order of their ids."""
    if proposal.kind == Proposal.Kind.CALENDAR:
        return (
            Clock.objects.counted_by(proposal.calendar_id).order_by("ticket").values_list("ticket", flat=True)
        )
    return Ticket.objects.open().order_by("pk").values_list("pk", flat=True)


def batch(proposal, limit=A_BATCH):
    """The next ids after those that were reached, each once."""
    field = "ticket_id__gt" if proposal.kind == Proposal.Kind.CALENDAR else "pk__gt"
    return list(concerned(proposal).filter(**{field: proposal.reached}).distinct()[:limit])


@transaction.atomic
def spread_batch(proposal):
    """Recount the next tickets and note how far it has come; False when there were none left.

    Tickets are locked before their clocks, as verbs do; what has stopped is never touched.
    """
    ids = batch(proposal)
    tickets = Ticket.objects.filter(pk__in=ids).select_for_update(of=("self",), no_key=True).order_by("pk")
    tickets = {ticket.pk: ticket for ticket in tickets.only("due_at")}
    if ids:
        at, book = database_time(), open_book()
        if proposal.kind == Proposal.Kind.CALENDAR:
            _recount(tickets, proposal.calendar_id, book, at)
        else:
            _catch_up(tickets, book, at)
        proposal.reached, proposal.done = ids[-1], proposal.done + len(ids)
    else:
        proposal.stage, proposal.trouble = Proposal.Stage.DONE, ""
    is_kept = proposal.keep("reached", "done", "stage", "trouble")
    return bool(ids) and is_kept


def opened_accounts(tickets, book, *, is_held=True):
    """An Account for each of the tickets ({id: ticket}) that has clocks or could have."""
    records = ServiceRecord.objects.filter(ticket__in=tickets)
    clocks = Clock.objects.filter(ticket__in=tickets).order_by("pk")
    by_ticket = {}
    for clock in clocks.held() if is_held else clocks:
        clock.target = book.targets[clock.target_id]
        by_ticket.setdefault(clock.ticket_id, []).append(clock)
    return [Account(tickets[record.pk], book, record, by_ticket.get(record.pk, [])) for record in records]


def _recount(tickets, calendar_id, book, at):
    """The hours of a calendar have changed: nothing of a clock but its moments."""
    by_ticket, changed = {}, []
    for clock in Clock.objects.live().filter(ticket__in=tickets).order_by("pk").held().only(*COUNTED):
        by_ticket.setdefault(clock.ticket_id, []).append(clock)
        if clock.is_counted_by(calendar_id):
            clock.target, was = book.targets[clock.target_id], moments_of(clock)
            reckon(clock, book.calendar_of(clock), book.steps_of(clock.target_id), at=at)
            changed += [clock] if moments_of(clock) != was or clock.retracted else []
    Clock.objects.write(changed, MOMENTS)
    retract(changed, at)
    _promise({tickets[pk]: clocks for pk, clocks in by_ticket.items()})


def moments_of(clock):
    return clock.due_at, clock.breach_at, clock.next_due_at


def _catch_up(tickets, book, at):
    accounts = opened_accounts(tickets, book)
    for account in accounts:
        account.catch_up(at)
    touched = [clock for account in accounts for clock in account.settle(at)]
    Clock.objects.write([clock for clock in touched if clock.pk], WRITTEN)
    Clock.objects.bulk_create([clock for clock in touched if not clock.pk])
    retract(touched, at)
    ServiceRecord.objects.note([account.record for account in accounts])
    _promise({account.ticket: account.ledger.clocks for account in accounts})
    # Those that are older than the first policy have no account yet.
    known = {account.ticket.pk for account in accounts}
    for pk, ticket in tickets.items():
        if pk not in known:
            rewrite(ticket, book)


def _promise(clocks):
    """Keep the next promised moment of tickets ({ticket: its clocks})."""
    promises = {ticket: next_promise(of_ticket) for ticket, of_ticket in clocks.items()}
    Ticket.objects.promise({one.pk: due_at for one, due_at in promises.items() if due_at != one.due_at})
