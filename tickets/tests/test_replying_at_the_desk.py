"""The box at the foot of a ticket: replies, notes, what goes along with them, and what is done twice or too late."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tickets.models import Draft, Event, Group
from tickets.tests.at_desk import AtDesk, seen
from tickets.tests.factories import opened


def said(ticket):
    return list(ticket.messages.values_list("body", flat=True))[1:]


def test_a_reply_stands_on_hold_for_ten_seconds(desk, printer):
    response = desk.press("reply", printer, body="On my way", then="stay", seen=seen(printer))
    message = printer.messages.last()
    assert response.status_code == 302
    assert response.url.endswith(f"#message-{message.pk}")
    assert message.goes_out_at - message.created_at == timedelta(seconds=10)
    assert b"Sending in" in desk.look("ticket", printer).content


@pytest.mark.parametrize("door", ["reply", "note"])
def test_a_second_press_adds_nothing(desk, printer, door):
    for _press in range(2):
        assert desk.press(door, printer, body="On my way", seen=seen(printer)).status_code == 302
    assert said(printer) == ["On my way"]


@pytest.mark.parametrize("door", ["reply", "note"])
def test_requesters_may_not_and_strangers_see_nothing(client, printer, ann, hana, door):
    for person, status in ((ann, 403), (hana, 404)):
        assert AtDesk(client, person).press(door, printer, body="x").status_code == status
    assert said(printer) == []


@pytest.mark.parametrize("door", ["reply", "note"])
def test_empty_and_endless_words_come_back_with_what_is_wrong(desk, printer, door):
    assert desk.press(door, printer, body="  \n ").status_code == 422
    response = desk.press(door, printer, body="ا" * 200_001, mode=door)
    assert response.status_code == 422
    assert "ااا" in response.content.decode()
    assert said(printer) == []


def test_send_as_waiting_and_as_resolved(desk, printer, solved):
    desk.press("reply", printer, body="Which floor?", then="waiting")
    printer.refresh_from_db()
    assert printer.group == Group.WAITING

    desk.press("reply", printer, body="Done", then=f"resolve:{solved.pk}")
    printer.refresh_from_db()
    assert (printer.group, printer.resolution_code) == (Group.RESOLVED, solved)


@pytest.mark.parametrize("then", ["resolve", "resolve:", "resolve:99999", "resolve:x", "resolve:²"])
def test_resolving_without_a_known_code_sends_nothing(desk, printer, then):
    assert desk.press("reply", printer, body="Done", then=then).status_code == 422
    assert said(printer) == []


def test_undo_brings_words_files_and_status_back(desk, printer, ben, solved):
    file = SimpleUploadedFile("log.txt", b"smoke", "text/plain")
    desk.press("reply", printer, body="Done", then=f"resolve:{solved.pk}", files=file)
    message = printer.messages.last()
    assert message.attachments.get().name == "log.txt"

    assert desk.press("withdrawal", printer, message.pk).status_code == 302
    printer.refresh_from_db()
    draft = Draft.objects.of(ben).get(ticket=printer)
    assert printer.group == Group.NEW
    assert draft.content["body"] == "Done"
    html = desk.look("ticket", printer).content.decode()
    assert "log.txt" in html
    assert draft.content["attachments"][0] in html


def test_what_was_begun_since_stays_below_what_comes_back(desk, printer, ben):
    desk.press("reply", printer, body="First")
    desk.press("draft", printer, mode="reply", body="Second")
    desk.press("withdrawal", printer, printer.messages.last().pk)
    assert Draft.objects.of(ben).get(ticket=printer).content["body"] == "First\n\nSecond"


def test_too_late_to_undo(desk, printer, time_machine):
    desk.press("reply", printer, body="Done")
    message = printer.messages.last()
    time_machine.move_to(message.goes_out_at, tick=False)
    assert desk.press("withdrawal", printer, message.pk).status_code == 409
    message.refresh_from_db()
    assert message.withdrawn_at is None


def test_nobody_undoes_the_reply_of_another(desk, client, printer, cleo):
    desk.press("reply", printer, body="Done")
    message = printer.messages.last()
    assert AtDesk(client, cleo).press("withdrawal", printer, message.pk).status_code == 409


def test_a_note_stays_a_note_whatever_button_sent_it(desk, printer):
    desk.press("reply", printer, body="canary", mode="note")
    assert printer.messages.last().is_internal
    assert printer.events.last().kind == Event.Kind.NOTED


def test_a_note_calls_colleagues_by_name(desk, printer, cleo, ann, hana):
    desk.press("note", printer, body="@Cleo Lead and @Ann Archer and @Hana HR, look")
    assert list(printer.messages.last().mentions.all()) == [cleo]


def test_the_last_choice_is_offered_again(desk, printer):
    desk.press("reply", printer, body="Which floor?", then="waiting", is_next="on")
    html = desk.look("ticket", printer).content.decode()
    assert 'name="is_next" checked' in html


def test_on_to_the_next_ticket_and_after_the_last_to_the_list(desk, printer, ann, printing):
    second = opened(requester=ann, category=printing)
    place = {"in": "open", "is_next": "on"}
    onward = desk.press("reply", printer, body="Done", **place).url
    assert str(second.number) in onward
    second.close(by=None)
    assert desk.press("reply", printer, body="Done again", **place).url.startswith("/desk/?view=")


def test_corrections_keep_the_former_words(desk, client, printer, ben, cleo):
    message = printer.reply("It wil work", by=ben).message
    desk.press("correction", printer, message.pk, body="It will work")
    html = desk.look("ticket", printer).content.decode()
    assert "It wil work" in html
    assert "It will work" in html
    assert AtDesk(client, cleo).press("correction", printer, message.pk, body="No").status_code == 422


def test_extra_fields_change_nothing(desk, printer, ann, ben):
    extra = {"author": ann.pk, "is_internal": "1", "created_at": "2001-01-01", "requester": ben.pk}
    desk.press("reply", printer, body="Hello", **extra)
    message = printer.messages.last()
    printer.refresh_from_db()
    assert (message.author, message.is_internal, message.is_from_requester) == (ben, False, False)
    assert (message.created_at.year, printer.requester) != (2001, ben)
