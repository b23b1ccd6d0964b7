"""What the timeline says, in which order, and what it folds."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.tests.factories import UserFactory
from tickets.models import Event, Group, Link, Status, WaitingFor
from tickets.sentences import REPORTED, SUPPLIER, WARNED
from tickets.tests.factories import opened
from tickets.timeline import Timeline, sentence


def whats(ticket, user, **facts):
    return [line.what for line in Timeline(ticket, user, **facts).lines]


@pytest.fixture
def life(printer, ann, ben, cleo, network, solved, printing):
    """A ticket to which everything has happened."""
    eve = UserFactory(name="Eve")
    printer.take(by=ben)
    printer.assign(cleo, by=ben)
    printer.assign(None, by=cleo)
    printer.hand_over(network, by=ben, reason="100 % network")
    message = printer.reply("Hello", by=ben).message
    printer.correct(message, "Hello!", by=ben)
    printer.note("Psst", by=ben)
    held = printer.reply("Oops", by=ben, hold=timedelta(seconds=10)).message
    printer.withdraw(held, by=ben)
    printer.set_status(Status.objects.usual(Group.NEW), by=ben)
    for waiting_for in WaitingFor:
        printer.wait(waiting_for, by=ben, until=timezone.now() + timedelta(days=1), reason="50 %")
    printer.resume(by=None)
    printer.rate(by=ben, impact=1, urgency=1)
    printer.describe(by=ben, subject="100 % %(actor)s", kind="question")
    printer.describe(by=ben, subject="Fire %s", severity=None)
    printer.describe(by=ben, severity=1)
    printer.describe(by=ben, answers={"floor": 3})
    printer.describe(by=ben, category=None)
    printer.tag(by=ben, add=["100%", "b"])
    printer.tag(by=ben, remove=["b"])
    printer.add_participant(eve, by=ben)
    printer.remove_participant(eve, by=ben)
    printer.link(opened(requester=ann, category=printing), by=ben, kind=Link.Kind.RELATED)
    printer.resolve(by=ben, code=solved)
    printer.refuse("No!", by=ann)
    printer.resolve(by=ben, code=solved)
    printer.accept(by=ann)
    printer.reopen(by=ben, reason="Wrong one")
    printer.close(by=None, is_silent=True)
    printer.guest_links.create(user=ann)
    printer.revoke_guest_links(by=cleo)
    write_what_rooms_above_write(printer, ben)
    return printer


def write_what_rooms_above_write(printer, ben):
    for step in SUPPLIER:
        printer.record(Event.Kind.SUPPLIER, by=ben, step=step, name="100 % Lexow")
    printer.record(Event.Kind.MERGED, by=ben, number=10_001)
    printer.record(Event.Kind.TOOK_IN, by=ben, number=10_002, is_waited_on=False)
    printer.record(Event.Kind.UNMERGED, by=ben, number=10_001, merger=1)
    printer.record(Event.Kind.GAVE_BACK, by=ben, number=10_002, merger=2)
    printer.record(Event.Kind.SPLIT, by=ben, number=10_003, about=1)
    printer.record(Event.Kind.UNDELIVERED, about=1, to="ann@example.org")
    printer.record(Event.Kind.UNDELIVERED, about=2, to="ann@example.org", why="dead", mail=1)
    for what in REPORTED:
        printer.record(Event.Kind.REPORTED, by=ben, what=what, to="ann@example.org", mail=1)
    for metric in WARNED:
        printer.record(Event.Kind.WARNED, metric=metric)
        printer.record(Event.Kind.BREACHED, metric=metric)


@pytest.mark.parametrize("language", ["en", "tr", "fr", "ru", "fa"])
@pytest.mark.parametrize("for_requester", [False, True])
def test_every_kind_of_event_has_a_whole_sentence(life, language, for_requester):
    assert {event.kind for event in life.events.all()} == set(Event.Kind.values)
    with translation.override(language):
        for event in life.events.select_related("actor"):
            words = sentence(event, for_requester)
            assert words.strip()
            assert "%(" not in words.replace("100 % %(actor)s", "")


@pytest.mark.parametrize("language", ["en", "tr", "fr", "ru", "fa"])
def test_what_nobody_did_is_said_of_the_helpdesk(printer, network, language):
    printer.hand_over(network, by=None, reason="By rule")
    with translation.override(language):
        words = sentence(printer.events.last())
        assert gettext("The helpdesk") in words
        assert words == words.strip()
        assert "By rule" in words


def test_some_sentences(life):
    said = [sentence(event) for event in life.events.select_related("actor")]
    for words in (
        "Ben Baker took the ticket",
        "Ben Baker assigned the ticket to Cleo Lead",
        "Cleo Lead gave the ticket back; nobody has it now",
        "Ben Baker handed the ticket to Network: 100 % network",
        "Ben Baker changed the priority from Normal to Urgent",
        "Ben Baker changed the severity from none to Critical",
        "Ben Baker added the tags 100%, b",
        "Ben Baker removed the tag b",
        "The wait is over",
        "Closed because no answer came",
    ):
        assert words in said


def test_reasons_among_agents_stay_there(life):
    told = [sentence(event, for_requester=True) for event in life.events.public().select_related("actor")]
    assert not any("50 %" in words or "Wrong one" in words for words in told)


def test_names_of_another_direction_are_isolated(printer, ann):
    ann.name = "رضا مرادی"
    ann.save()
    assert (
        sentence(printer.events.select_related("actor").first()) == "\u2068رضا مرادی\u2069 opened the ticket"
    )


def test_more_than_three_changes_in_a_row_are_one_line(printer, ben):
    for priority in (1, 2, 3):
        printer.prioritize(priority, by=ben)
    assert whats(printer, ben) == ["day", "message", "event", "event", "event"]
    printer.prioritize(4, by=ben)
    assert whats(printer, ben) == ["day", "message", "run"]


def test_days_are_those_of_the_reader(printer, ben, time_machine):
    printer.events.update(at=datetime(2026, 11, 21, 22, 30, tzinfo=UTC))
    printer.note("Later", by=ben)
    printer.events.filter(kind="noted").update(at=datetime(2026, 11, 21, 23, 30, tzinfo=UTC))
    with timezone.override("UTC"):
        assert whats(printer, ben) == ["day", "message", "message"]
    with timezone.override("Europe/Paris"):
        assert whats(printer, ben) == ["day", "message", "day", "message"]


def test_what_was_taken_back_leaves_one_line_only(printer, ben, solved):
    message = printer.reply("Oops", by=ben, hold=timedelta(seconds=10)).message
    printer.resolve(by=ben, code=solved, with_reply=message)
    printer.withdraw(message, by=ben)
    lines = Timeline(printer, ben).lines
    assert [line.what for line in lines] == ["day", "message", "event"]
    assert lines[-1].event.kind == Event.Kind.WITHDRAWN


def test_a_move_does_not_repeat_the_words_it_came_with(printer, ben, solved):
    message = printer.reply("Done", by=ben).message
    printer.resolve(by=ben, code=solved, with_reply=message)
    assert whats(printer, ben) == ["day", "message", "message", "event"]


def test_everything_unread_is_open_however_long(printer, ann, ben):
    for number in range(10):
        printer.reply(f"Word {number}", by=ben)
    mark = printer.events.last().pk
    for number in range(8):
        printer.reply(f"News {number}", by=ann)
    lines = Timeline(printer, ben, read_up_to=mark).lines
    assert [line.message.body for line in lines if line.what == "message"][1:] == [
        f"News {n}" for n in range(8)
    ]
    assert [line.count for line in lines if line.what == "fold"] == [10]


def test_ones_own_words_are_never_unread(printer, ben):
    mark = printer.events.last().pk
    printer.reply("Mine", by=ben)
    assert "unread" not in whats(printer, ben, read_up_to=mark)
