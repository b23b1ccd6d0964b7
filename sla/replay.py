"""The clocks of a ticket read again from its events alone: they are a projection, and must come out the same."""

from itertools import chain
from operator import itemgetter

from django.db import transaction
from django.utils import timezone

from sla.book import open_book
from sla.bookkeeping import WRITTEN, Account, write
from sla.models import Clock, Correction, ServiceRecord

COMPARED = ["metric", "team_id", "cycle", "target_id", "calendar_id", "carried", "started_at", "pauses", "is_held",
            "stopped_at", "why_stopped", "due_at", "breach_at", "used", "standing"]  # fmt: skip


def replayed(ticket, book):
    """An Account that has read every event of `ticket`, and every policy published for open tickets; nothing is
    written."""
    account = Account(ticket, book, ServiceRecord(ticket=ticket, opened_at=ticket.opened_at), [])
    events = ticket.events.filter(is_taken_back=False).select_related("message").exclude(standing={})
    newest = 0
    happened = [((event.at, event.pk), event) for event in events]
    published = [((at, 0), None) for at in book.published_for_open_tickets(after=ticket.opened_at)]
    for (at, _pk), event in sorted(chain(happened, published), key=itemgetter(0)):
        if event is None:
            account.publish(at)
            continue
        event.ticket = ticket
        if event.pk < newest:
            # It came in late: how the ticket stood when it was written is not how it stood when it happened.
            event.standing = account.standing
        newest = max(newest, event.pk)
        account.read(event)
    account.settle()
    return account


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
            clock.pk, clock.fired, clock.armings = row.pk, row.fired, row.armings
    Clock.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    ServiceRecord.objects.filter(ticket=ticket).delete()
    write(account, is_new=True, names=[*WRITTEN, "started_at"], at=timezone.now())


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
