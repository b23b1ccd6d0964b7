"""A second matter in a conversation becomes a ticket of its own, with its words and files, and nothing besides."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from tickets.models import Attachment, Message
from tickets.splitting import split_off
from tickets.tests.at_desk import AtDesk
from tickets.tests.factories import opened
from tickets.uploads import receive_upload

SENT = {"subject": "The lift is stuck"}


@pytest.fixture
def second(printer, ann, settings, tmp_path):
    """Ann speaks of something else, with a file."""
    settings.MEDIA_ROOT = tmp_path
    photo = receive_upload(ContentFile(b"It hangs between floors.", name="lift.txt"), ann)
    message = printer.reply("By the way, the lift is stuck.", by=ann, files=[photo]).message
    hour_ago = message.created_at - timedelta(hours=1)
    Message.objects.filter(pk=message.pk).update(created_at=hour_ago)
    message.refresh_from_db()
    return message


def test_a_ticket_begins_with_the_words_and_files_of_a_message(printer, second, ann, ben, printing):
    new = split_off(second, subject=" The lift is stuck ", category=printing, by=ben)
    first = new.messages.get()
    assert (new.subject, new.requester, new.category, new.opened_at) == (
        "The lift is stuck", ann, printing, second.created_at,
    )  # fmt: skip
    assert (first.body, first.author, first.created_at) == (second.body, ann, second.created_at)
    assert [str(event.actor) for event in new.events.all()] == ["Ann Archer", "Ben Baker"]
    files = [file.file.name for file in Attachment.objects.all()]
    assert len(files) == 2
    assert len(set(files)) == 1
    assert second.attachments.count() == first.attachments.count() == 1


def test_both_timelines_tell_of_each_other(printer, second, ben):
    new = split_off(second, subject="The lift", by=ben)
    here, there = printer.events.last(), new.events.last()
    assert (here.kind, here.details) == ("split", {"number": new.number, "about": second.pk})
    assert (there.kind, there.details["number"]) == ("linked", printer.number)
    assert new.links.get().target == printer


def test_who_takes_part_and_asks_for_something_else_is_the_one_who_asks(printer, dov, ben):
    printer.add_participant(dov, by=ben)
    said = printer.reply("And my screen flickers.", by=dov).message
    new = split_off(said, subject="Screen", by=ben)
    assert new.requester == dov
    assert not new.participants.exists()


def test_mc14_notes_and_answers_stay_behind(desk, printer, ben):
    for said in (printer.note("She is annoying.", by=ben), printer.reply("On my way.", by=ben)):
        with pytest.raises(ValidationError):
            split_off(said.message, subject="Theirs", by=ben)
        assert desk.press("splitting", printer, said.message.pk, **SENT).status_code == 422
    assert not printer.events.filter(kind="split").exists()


def test_an_agent_splits_by_the_menu_of_the_message_and_a_second_press_leads_to_the_same(
    desk, printer, second
):
    way = f"/desk/tickets/{printer.number}/messages/{second.pk}/splitting/"
    assert way in desk.look("ticket", printer).content.decode()
    assert b"the lift is stuck" in desk.look("splitting", printer, second.pk).content
    first, again = (desk.press("splitting", printer, second.pk, **SENT).url for _press in range(2))
    assert first == again
    assert printer.linked_from.count() == 1
    assert f'href="{first}"' in desk.look("ticket", printer).content.decode()


def test_a_ticket_needs_a_subject(desk, printer, second):
    for nothing in ("", "   "):
        assert desk.press("splitting", printer, second.pk, subject=nothing).status_code == 422
    assert not printer.linked_from.exists()


def test_a_message_of_another_ticket_is_not_found(desk, printer, second, ann, printing):
    other = opened(requester=ann, category=printing)
    assert desk.press("splitting", other, second.pk, **SENT).status_code == 404


def test_requesters_may_not_and_other_desks_see_nothing(client, printer, second, ann, hana):
    for person, status in ((ann, 403), (hana, 404)):
        strange = AtDesk(client, person)
        assert strange.look("splitting", printer, second.pk).status_code == status
        assert strange.press("splitting", printer, second.pk, **SENT).status_code == status
    assert not printer.linked_from.exists()
