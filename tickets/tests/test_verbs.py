"""The heart: what can be done with a ticket, and what stands on its timeline after it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tickets.models import Event, Group, Priority, Status, Ticket, WaitingFor
from tickets.tests.factories import opened


def kinds(ticket):
    return list(ticket.events.values_list("kind", flat=True))


def test_a_new_ticket_has_a_number_a_first_message_and_one_event(printer, ann, first_line):
    assert printer.number >= 10001
    assert printer.messages.get().body == "It smells, too."
    assert kinds(printer) == ["opened"]
    assert (printer.team, printer.group, printer.requester) == (first_line, Group.NEW, ann)


def test_numbers_follow_each_other(printer, ann, printing):
    assert opened(requester=ann, category=printing).number == printer.number + 1


def test_taking_a_new_ticket_starts_the_work(printer, ben):
    printer.take(by=ben)
    printer.take(by=ben)

    assert kinds(printer) == ["opened", "assigned"]
    assert (printer.assignee, printer.group) == (ben, Group.IN_PROGRESS)


def test_a_ticket_is_not_given_to_somebody_from_elsewhere(printer, ben, hana):
    with pytest.raises(ValidationError):
        printer.assign(hana, by=ben)


def test_handing_over_keeps_the_reason_and_frees_the_ticket(printer, ben, network):
    printer.take(by=ben)
    printer.hand_over(network, by=ben, reason="Needs a look at the switch")

    assert (printer.team, printer.assignee) == (network, None)
    assert printer.events.last().details["reason"] == "Needs a look at the switch"


def test_an_answer_of_the_requester_ends_the_waiting(printer, ann, ben):
    printer.take(by=ben)
    printer.wait(WaitingFor.REQUESTER, by=ben, reason="Which floor?")
    printer.reply("The third", by=ann)

    assert printer.group == Group.IN_PROGRESS
    assert kinds(printer)[-3:] == ["waiting", "resumed", "replied"]


def test_waiting_until_a_date_ends_by_itself(printer, ben):
    printer.wait(WaitingFor.DATE, by=ben, until=timezone.now() - timedelta(seconds=1))

    assert list(Ticket.objects.due_to_wake()) == [printer]
    printer.resume()
    assert printer.group == Group.NEW


def test_a_note_never_becomes_the_public_last_words(printer, ben):
    printer.reply("We are on our way", by=ben)
    printer.note("The requester set it on fire himself", by=ben)

    assert printer.last_words.startswith("The requester")
    assert printer.last_public_words == "We are on our way"
    assert printer.messages.public().count() == 2


def test_the_last_words_are_without_marks(printer, ben):
    printer.reply("Hold **F8** and *wait*", by=ben)
    assert printer.last_words == printer.last_public_words == "Hold F8 and wait"


def test_a_reply_on_hold_can_be_taken_back(printer, ben):
    event = printer.reply("Wrong window", by=ben, hold=timedelta(seconds=10))
    assert printer.last_public_words == "It smells, too."
    printer.withdraw(event.message, by=ben)

    assert printer.last_words == "It smells, too."
    assert not printer.is_answered
    with pytest.raises(ValidationError):
        printer.withdraw(event.message, by=ben)


def test_a_correction_keeps_the_former_text(printer, ben):
    message = printer.reply("It wil be fixed", by=ben).message
    printer.correct(message, "It will be fixed", by=ben)

    assert message.former_texts.get().body == "It wil be fixed"
    assert "will be fixed" in message.html


def test_resolving_refusing_and_accepting(printer, ann, ben, solved):
    printer.take(by=ben)
    printer.resolve(by=ben, code=solved, resolution="Put it out.")
    printer.resolve(by=ben, code=solved, resolution="Pressed twice.")
    assert (printer.group, printer.resolution) == (Group.RESOLVED, "Put it out.")

    printer.refuse("It still smokes", by=ann)
    assert (printer.group, printer.reopened_count) == (Group.IN_PROGRESS, 1)

    printer.resolve(by=ben, code=solved, resolution="Now really.")
    printer.accept(by=ann)
    assert printer.group == Group.CLOSED
    assert kinds(printer)[-1] == "accepted"


def test_a_resolved_ticket_closes_silently_after_its_days(printer, ben, solved):
    printer.resolve(by=ben, code=solved)
    Ticket.objects.filter(pk=printer.pk).update(close_at=timezone.now() - timedelta(seconds=1))

    assert list(Ticket.objects.due_to_close()) == [printer]
    printer.close(is_silent=True)
    assert printer.events.last().details["is_silent"] is True


def test_reopening_is_possible_inside_the_window_only(printer, ann, ben, solved):
    printer.resolve(by=ben, code=solved)
    printer.accept(by=ann)
    printer.reopen(by=ann)
    assert printer.group == Group.NEW

    printer.close(by=ben)
    Ticket.objects.filter(pk=printer.pk).update(closed_at=timezone.now() - timedelta(days=15))
    with pytest.raises(ValidationError):
        printer.reopen(by=ann)


def test_the_matrix_gives_the_priority(printer, ben):
    printer.rate(by=ben, impact=1, urgency=1)
    assert printer.priority == Priority.URGENT
    printer.prioritize(Priority.LOW, by=ben)
    assert printer.events.last().details == {"former": 1, "priority": 4}


def test_a_move_the_admin_did_not_allow_is_refused(printer, ben):
    new, waiting = printer.status, Status.objects.usual(Group.WAITING)
    new.moves.create(target=waiting, roles=["lead"])

    with pytest.raises(ValidationError):
        printer.set_status(waiting, by=ben)


def test_tags_are_tidied_and_told(printer, ben):
    printer.tag(by=ben, add=["  VPN ", "vpn", "Printer"])
    assert printer.tags == ["printer", "vpn"]
    assert printer.events.last().details == {"added": ["printer", "vpn"], "removed": []}


def test_a_description_tells_former_and_new(printer, ben):
    printer.describe(by=ben, subject="Fire")
    assert printer.events.last().kind == Event.Kind.DESCRIBED
    assert printer.events.last().details["changes"][0]["now"] == "Fire"


def test_a_status_outside_the_waiting_ends_the_waiting(printer, ben):
    printer.wait(WaitingFor.SUPPLIER, by=ben, reason="Paper")
    printer.set_status(Status.objects.usual(Group.IN_PROGRESS), by=ben)
    assert (printer.waiting_for, printer.waiting_reason) == ("", "")


def test_a_resolved_ticket_is_reopened_before_it_gets_another_status(printer, ben, solved):
    printer.resolve(by=ben, code=solved)
    with pytest.raises(ValidationError):
        printer.set_status(Status.objects.usual(Group.IN_PROGRESS), by=ben)


def test_new_words_are_shown_though_the_clock_was_put_back(printer, ann):
    later = timezone.now() + timedelta(hours=1)
    Ticket.objects.update(updated_at=later, public_updated_at=later)
    printer.reply("It smokes again.", by=ann)
    printer.refresh_from_db()
    assert (printer.last_words, printer.last_public_words) == ("It smokes again.", "It smokes again.")
    assert printer.updated_at == later
