"""The clocks of a ticket read again from its events alone: they are a projection, and must come out the same."""

from operator import attrgetter

from django.db import transaction

from core.clock import database_time
from sla.book import open_book
from sla.bookkeeping import Account, write
from sla.delivery import as_said, deliveries, unsaid
from sla.models import Clock, Correction, ServiceRecord
from tickets.models import Event

COMPARED = ["metric", "team_id", "cycle", "target_id", "calendar_id", "carried", "started_at", "pauses", "is_held",
            "stopped_at", "why_stopped", "due_at", "breach_at", "used", "standing"]  # fmt: skip
TOLD_BY_CLOCKS = [Event.Kind.WARNED, Event.Kind.BREACHED]


def replayed(ticket, book):
    """An Account that has read every event of `ticket`, and every policy published for open tickets; nothing is
    written."""
    events = sorted(history_of(ticket), key=attrgetter("at", "pk"))
    begins = events[0].at if events else ticket.opened_at
    record = ServiceRecord(ticket=ticket, opened_at=begins, read_until=begins)
    account = Account(ticket, book, record, [])
    found = deliveries(ticket)
    account.unsaid = unsaid(found)
    newest = 0
    for event in events:
        account.catch_up(event.at)
        event.ticket = ticket
        if event.pk < newest:
            # It came in late: how the ticket stood when it was written is not how it stood when it happened.
            event.standing = account.standing
        newest = max(newest, event.pk)
        account.read(as_said(event, found))
        record.read_until = event.at
    account.catch_up(database_time())
    account.settle()
    return account


def history_of(ticket):
    """The events of a ticket that count: none that was taken back, and none of what its clocks have told."""
    events = ticket.events.filter(is_taken_back=False).exclude(kind__in=TOLD_BY_CLOCKS).exclude(standing={})
    return events.select_related("message")


def differences(ticket, book):
    """[(what, in the rows, as the events say), ...]: empty when the clocks of `ticket` are right."""
    rows = {key(clock): facts(clock) for clock in Clock.objects.of(ticket)}
    wanted = {key(clock): facts(clock) for clock in replayed(ticket, book).ledger.clocks}
    return [
        (one, rows.get(one), wanted.get(one))
        for one in sorted(rows.keys() | wanted.keys(), key=str)
        if rows.get(one) != wanted.get(one)
    ]


@transaction.atomic
def rebuild(ticket, *, cause=None):
    """Put the clocks of `ticket`, which is locked, in line with its events; a Correction keeps how they were."""
    if not ServiceRecord.objects.filter(ticket=ticket).exists():
        return []
    book = open_book()
    found = differences(ticket, book)
    if found or cause:
        # Also when no clock differs: whether somebody has answered is not written on any.
        rewrite(ticket, book)
    if found:
        Correction.objects.create(ticket=ticket, cause=cause, differences=[told(one) for one in found])
    return found


@transaction.atomic
def rewrite(ticket, book):
    """Write the clocks of `ticket` as its events say, over those that are there; what has fired stays fired."""
    account = replayed(ticket, book)
    rows = {key(clock): clock for clock in Clock.objects.of(ticket).held()}
    for clock in account.ledger.clocks:
        if row := rows.pop(key(clock), None):
            clock.pk, clock.fired, clock.armings, clock.spent = row.pk, row.fired, row.armings, row.spent
    Clock.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    ServiceRecord.objects.filter(ticket=ticket).delete()
    write(account, is_new=True, at=database_time())


def key(clock):
    return clock.metric, clock.team_id, clock.cycle


def facts(clock):
    return {name: getattr(clock, name) for name in COMPARED}


def told(difference):
    what, was, now = difference
    changed = [name for name in COMPARED if (was or {}).get(name) != (now or {}).get(name)]
    return {
        "clock": list(what),
        "was": was and {name: str(was[name]) for name in changed},
        "now": now and {name: str(now[name]) for name in changed},
    }
