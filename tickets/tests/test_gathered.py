"""Rows that are written together are the same as rows that are written one by one."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy as _

from core import gathered, rows
from tickets.models import Doubt, Event, Message, Ticket
from tickets.opening import Opening, open_ticket

pytestmark = pytest.mark.django_db

ODD = 'a "quoted" \\ line\n\ttab \u2028 \U0001f600 سلام %s {} \x7f'


def facts(row, *without):
    """Every field of a row as the database has it."""
    row = type(row)._base_manager.get(pk=row.pk)
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in ("id", "number", *without)
    }


def test_a_row_has_every_value_it_would_have_by_the_orm(printer, ann):
    when = datetime(2026, 3, 29, 1, 59, 59, 123456, tzinfo=UTC)
    details = {"words": ODD, "list": [1, None, True, 2.5], "empty": {}}

    def made():
        return [
            Message(
                ticket=printer, author=ann, body=ODD, doubts=[Doubt.FORGED], created_at=when, goes_out_at=when
            ),
            Event(
                ticket=printer,
                kind=Event.Kind.NOTED,
                at=when,
                next_try_at=when,
                details=details,
                pending=["a,b"],
            ),
        ]

    by_orm = made()
    for row in by_orm:
        row.save(force_insert=True)
    together = made()
    with gathered.gathering():
        for row in together:
            gathered.add(row)
    assert [facts(row) for row in together] == [facts(row) for row in by_orm]
    assert not any(row._state.adding for row in together)
    assert model_to_dict(together[0]) | {"id": 0} == model_to_dict(by_orm[0]) | {"id": 0}


def test_a_ticket_opened_with_others_is_the_same_as_one_opened_alone(ann, printing, ben):
    def opening():
        return Opening(
            requester=ann,
            subject=ODD[:60],
            body="It *smokes*.",
            category=printing,
            tags=["Toner", "ink"],
            answers={"room": "2.14"},
            source_ip="2001:db8::7",
            since=datetime(2026, 3, 2, tzinfo=UTC),
        )

    alone = open_ticket(opening())
    with gathered.gathering():
        one, other = open_ticket(opening()), open_ticket(opening())
    times = ("updated_at", "public_updated_at", "status_since")
    assert facts(one, *times) == facts(other, *times) == facts(alone, *times)
    assert len({alone.number, one.number, other.number}) == 3
    for ticket in (one, other):
        assert ticket.messages.get().html == alone.messages.get().html
        assert ticket.events.get().standing == alone.events.get().standing


def test_whoever_asks_sees_what_waits_to_be_written(ann, printing, ben):
    with gathered.gathering():
        ticket = open_ticket(Opening(requester=ann, subject="Light", body="Dark.", category=printing))
        assert Ticket.objects.filter(requester=ann, subject="Light").get() == ticket
        assert ticket.number
        ticket.take(by=ben)
        ticket.reply("On my way.", by=ben)
        assert Message.objects.filter(ticket=ticket).count() == 2
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.last_words, ticket.is_answered) == (ben, "On my way.", True)
    assert [event.kind for event in ticket.events.all()] == ["opened", "assigned", "replied"]


def test_what_is_given_by_the_database_is_looked_up_for_whoever_asks_early(ann, printing):
    with gathered.gathering():
        ticket = open_ticket(Opening(requester=ann, subject="Light", body="Dark.", category=printing))
        assert ticket.get_absolute_url().strip("/").endswith(str(ticket.number))
    assert Ticket.objects.get(subject="Light").number == ticket.number


def test_nothing_of_it_was_done_when_one_of_them_fails(ann, printing):
    def fails():
        with gathered.gathering():
            open_ticket(Opening(requester=ann, subject="One", body="Words.", category=printing))
            assert Ticket.objects.filter(subject="One").exists()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert not Ticket.objects.filter(subject="One").exists()
    assert gathered.current() is None


def test_two_objects_of_one_ticket_do_not_write_over_each_other(printer, ann, ben):
    with gathered.gathering():
        one, other = Ticket.objects.get(pk=printer.pk), Ticket.objects.get(pk=printer.pk)
        one.reply("First.", by=ann)
        other.reply("Second.", by=ben)
        one.reply("Third.", by=ann)
    printer.refresh_from_db()
    assert (printer.last_words, printer.is_answered) == ("Third.", False)
    assert [message.body for message in printer.messages.all()][-3:] == ["First.", "Second.", "Third."]
    assert [event.message.body for event in printer.events.all() if event.message][-2:] == [
        "Second.",
        "Third.",
    ]


def test_a_change_writes_the_named_fields_alone(printer):
    Ticket.objects.filter(pk=printer.pk).update(subject="Meanwhile")
    printer.subject, printer.last_words = "Stale", "New words"
    rows.update(Ticket, [printer], ["last_words"])
    printer.refresh_from_db()
    assert (printer.subject, printer.last_words) == ("Meanwhile", "New words")


def test_many_cost_as_many_statements_as_a_few(ann, printing):
    def cost(count):
        with CaptureQueriesContext(connection) as asked, gathered.gathering() as around:
            around.reserve(count, Ticket, Message, Event)
            for _turn in range(count):
                opening = Opening(requester=ann, subject="One", body="Words.", category=printing)
                opening.beginning = beginning
                open_ticket(opening)
        return len([one for one in asked if "INSERT" in one["sql"] or "UPDATE" in one["sql"]])

    beginning = Opening(requester=ann, subject="", body="").begun()
    assert cost(2) == cost(9) == 3


def test_what_no_json_can_hold_is_refused_and_not_bent(printer):
    with pytest.raises(TypeError):
        rows.insert(Event, [Event(ticket=printer, kind="noted", details={"set": {1, 2}})])
    (event,) = [Event(pk=10**9, ticket=printer, kind="noted", details={"name": _("Printer")})]
    rows.insert(Event, [event])
    assert facts(event)["details"] == {"name": "Printer"}


def test_an_attempt_that_is_given_up_leaves_the_rest_as_it_was(printer, ann, ben):
    with gathered.gathering():
        with printer.holding():
            printer.reply("Before.", by=ann)
        with suppress(ValidationError), gathered.attempt():
            printer.reply("Given up.", by=ann)
            printer.note("", by=ben)
        with printer.holding():
            printer.reply("After.", by=ann)
    printer.refresh_from_db()
    assert [message.body for message in printer.messages.all()][-2:] == ["Before.", "After."]
    assert [event.message.body for event in printer.events.all() if event.message][-2:] == [
        "Before.",
        "After.",
    ]
    assert printer.last_words == "After."


def test_what_is_asked_once_must_still_be_so_at_the_end(ann, printing):
    answers = iter(["first", "first", "first", "second"])

    def ask():
        return next(answers)

    with gathered.gathering():
        assert gathered.once(ask) == gathered.once(ask) == "first"

    def outdated():
        with gathered.gathering():
            gathered.once(ask)
            open_ticket(Opening(requester=ann, subject="Late", body="Words.", category=printing))

    with pytest.raises(gathered.Outdated):
        outdated()
    assert not Ticket.objects.filter(subject="Late").exists()


def test_what_waits_before_a_savepoint_stays_when_it_is_rolled_back(printer, ann, printing):
    with gathered.gathering():
        ticket = open_ticket(Opening(requester=ann, subject="Stays", body="Words.", category=printing))
        with suppress(ZeroDivisionError), transaction.atomic():
            open_ticket(Opening(requester=ann, subject="Goes", body="Words.", category=printing))
            assert Ticket.objects.filter(subject="Goes").exists()
            raise ZeroDivisionError
        with ticket.holding():
            ticket.reply("More.", by=ann)
    assert set(Ticket.objects.exclude(pk=printer.pk).values_list("subject", flat=True)) == {"Stays"}
    assert [message.body for message in ticket.messages.all()] == ["Words.", "More."]
