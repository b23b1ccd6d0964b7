"""Carries what was published over to the clocks of open tickets, a batch of tickets in each transaction."""

from django.db import transaction

from core.clock import database_time
from sla.book import open_book
from sla.bookkeeping import WRITTEN, Account, next_promise, retract
from sla.models import Clock, Proposal, ServiceRecord
from sla.replay import rewrite
from tickets.models import Ticket

A_BATCH = 1000


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
    tickets = {ticket.pk: ticket for ticket in tickets}
    if ids:
        at, book = database_time(), open_book()
        accounts = opened_accounts(tickets, book)
        if proposal.kind == Proposal.Kind.CALENDAR:
            for account in accounts:
                account.ledger.touched = [
                    one for one in account.ledger.clocks if one.is_counted_by(proposal.calendar_id)
                ]
        else:
            _catch_up(tickets, accounts, book, at)
        write_all(accounts, at)
        proposal.reached, proposal.done = ids[-1], proposal.done + len(ids)
    else:
        proposal.stage = Proposal.Stage.DONE
    proposal.save(update_fields=["reached", "done", "stage"])
    return bool(ids)


def opened_accounts(tickets, book, *, is_held=True):
    """An Account for each of the tickets ({id: ticket}) that has clocks or could have."""
    records = ServiceRecord.objects.filter(ticket__in=tickets)
    clocks = Clock.objects.filter(ticket__in=tickets).select_related("target").order_by("pk")
    by_ticket = {}
    for clock in clocks.held() if is_held else clocks:
        by_ticket.setdefault(clock.ticket_id, []).append(clock)
    return [Account(tickets[record.pk], book, record, by_ticket.get(record.pk, [])) for record in records]


def write_all(accounts, at):
    """Write what many Accounts have come to by a moment, in a handful of statements."""
    touched = [clock for account in accounts for clock in account.settle(at)]
    Clock.objects.write([clock for clock in touched if clock.pk], WRITTEN)
    Clock.objects.bulk_create([clock for clock in touched if not clock.pk])
    retract(touched, at)
    ServiceRecord.objects.note([account.record for account in accounts])
    promises = {account.ticket.pk: next_promise(account.ledger.clocks) for account in accounts}
    Ticket.objects.promise(
        {account.ticket.pk: promises[account.ticket.pk] for account in accounts
         if promises[account.ticket.pk] != account.ticket.due_at}
    )  # fmt: skip


def _catch_up(tickets, accounts, book, at):
    for account in accounts:
        account.catch_up(at)
    # Those that are older than the first policy have no account yet.
    known = {account.ticket.pk for account in accounts}
    for pk, ticket in tickets.items():
        if pk not in known:
            rewrite(ticket, book)
