"""A reply stands on hold for ten seconds; what came along with it goes out, or is undone, together with it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from tickets.models import Event, Group, WaitingFor
from tickets.models.conversable import UNDO_SEND

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def sent_as_resolved(printer, ben, solved):
    """Ben has just pressed “Send as Resolved”; his reply waits for its moment."""
    message = printer.reply("New drum is in.", by=ben, hold=UNDO_SEND).message
    printer.resolve(by=ben, code=solved, with_reply=message)
    return message


def due(ticket, at):
    """Which events a worker would take up at this moment."""
    return sorted(ticket.events.filter(is_settled=False, next_try_at__lte=at).values_list("kind", flat=True))


def test_the_requester_hears_of_neither_before_the_hold_ends(printer, sent_as_resolved):
    moment = sent_as_resolved.goes_out_at
    assert "resolved" not in due(printer, moment - timedelta(microseconds=1))
    assert "replied" not in due(printer, moment - timedelta(microseconds=1))
    assert due(printer, moment) == ["opened", "replied", "resolved"]


def test_the_requesters_side_reads_both_only_afterwards(printer, sent_as_resolved, time_machine):
    def read():
        return list(printer.events.public().values_list("kind", flat=True))

    time_machine.move_to(sent_as_resolved.goes_out_at - timedelta(seconds=1), tick=False)
    assert read() == ["opened"]
    time_machine.move_to(sent_as_resolved.goes_out_at, tick=False)
    assert read() == ["opened", "replied", "resolved"]


def test_taking_it_back_in_the_last_moment_undoes_the_move(printer, ben, sent_as_resolved, time_machine):
    time_machine.move_to(sent_as_resolved.goes_out_at - timedelta(microseconds=1), tick=False)
    printer.withdraw(sent_as_resolved, by=ben)

    printer.refresh_from_db()
    assert (printer.group, printer.resolution_code, printer.close_at) == (Group.NEW, None, None)
    assert printer.events.last().details["undone"] == ["resolved"]


def test_at_the_moment_itself_it_has_gone_out(printer, ben, sent_as_resolved, time_machine):
    time_machine.move_to(sent_as_resolved.goes_out_at, tick=False)
    with pytest.raises(ValidationError):
        printer.withdraw(sent_as_resolved, by=ben)
    assert printer.group == Group.RESOLVED


def test_what_a_worker_has_taken_up_cannot_be_taken_back(printer, ben, sent_as_resolved):
    sent_as_resolved.events.filter(kind=Event.Kind.REPLIED).update(attempts=1)
    with pytest.raises(ValidationError):
        printer.withdraw(sent_as_resolved, by=ben)


def test_nothing_of_it_is_ever_taken_up_afterwards(printer, ben, sent_as_resolved, time_machine):
    printer.withdraw(sent_as_resolved, by=ben)
    time_machine.move_to(NOON + timedelta(days=365), tick=False)

    assert "replied" not in due(printer, NOON + timedelta(days=365))
    assert "resolved" not in due(printer, NOON + timedelta(days=365))
    assert list(printer.events.public().values_list("kind", flat=True)) == ["opened"]


def test_a_move_somebody_else_made_since_stays(printer, ben, ann, sent_as_resolved):
    printer.accept(by=ann)
    printer.withdraw(sent_as_resolved, by=ben)
    assert printer.group == Group.CLOSED
    assert printer.events.last().details["undone"] == []


def test_waiting_comes_back_as_it_was(printer, ben, solved):
    printer.wait(WaitingFor.SUPPLIER, by=ben, until=NOON, reason="The drum is ordered")
    message = printer.reply("Which floor?", by=ben, hold=UNDO_SEND).message
    printer.wait(WaitingFor.REQUESTER, by=ben, with_reply=message)
    assert printer.waiting_for == WaitingFor.REQUESTER

    printer.withdraw(message, by=ben)
    printer.refresh_from_db()
    assert (printer.waiting_for, printer.waiting_until, printer.waiting_reason) == (
        WaitingFor.SUPPLIER,
        NOON,
        "The drum is ordered",
    )
    assert printer.group == Group.WAITING


def test_nobody_else_takes_a_reply_back(printer, cleo, sent_as_resolved):
    with pytest.raises(ValidationError):
        printer.withdraw(sent_as_resolved, by=cleo)
