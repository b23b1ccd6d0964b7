"""What an agent has typed is kept on the server, for each ticket and mode, until it is sent."""

import pytest

from tickets.models import Attachment, Draft
from tickets.tests.at_desk import AtDesk


def kept(user):
    return {draft.mode: draft.content["body"] for draft in Draft.objects.of(user)}


def test_a_reply_and_a_note_are_kept_apart_and_shown_again(desk, printer, ben):
    answer = desk.press("draft", printer, mode="reply", body="Dear Ann")
    desk.press("draft", printer, mode="note", body="He is upset")
    assert answer.content.decode().startswith("Draft saved")
    assert kept(ben) == {"reply": "Dear Ann", "note": "He is upset"}
    html = desk.look("ticket", printer).content.decode()
    assert ">Dear Ann</textarea>" in html
    assert 'data-draft="He is upset"' in html


def test_a_second_save_replaces_the_first_and_empty_words_forget_it(desk, printer, ben):
    desk.press("draft", printer, mode="reply", body="Dear")
    desk.press("draft", printer, mode="reply", body="Dear Ann")
    assert kept(ben) == {"reply": "Dear Ann"}
    desk.press("draft", printer, mode="reply", body=" ")
    assert kept(ben) == {}


@pytest.mark.parametrize("mode", ["reply", "note"])
def test_sending_forgets_it_even_if_a_late_save_follows(desk, printer, ben, mode):
    desk.press("draft", printer, mode=mode, body="Dear Ann")
    desk.press(mode, printer, body="Dear Ann", mode=mode)
    desk.press("draft", printer, mode=mode, body="Dear Ann")
    assert kept(ben) == {}


def test_requesters_may_not_and_strangers_see_nothing(client, printer, ann, hana):
    assert AtDesk(client, ann).press("draft", printer, mode="reply", body="x").status_code == 403
    assert AtDesk(client, hana).press("draft", printer, mode="reply", body="x").status_code == 404
    assert not Draft.objects.exists()


def test_only_ones_own_loose_files_are_kept(desk, printer, ben, ann):
    theirs = Attachment.objects.create(
        uploader=ann, name="a", size=1, sha256="0" * 64, content_type="text/plain"
    )
    desk.press("draft", printer, mode="reply", body="See", attachments=[str(theirs.key), "nonsense"])
    assert Draft.objects.of(ben).get().content["attachments"] == []


def test_discarding(desk, printer, ben):
    desk.press("draft", printer, mode="reply", body="Dear Ann")
    desk.press("draft_discarding", printer)
    desk.press("draft_discarding", printer)
    assert kept(ben) == {}


def test_it_is_gone_when_the_session_was_and_comes_back_after_it(desk, client, printer, ben):
    desk.press("draft", printer, mode="reply", body="Dear Ann")
    client.logout()
    assert client.get(printer.get_absolute_url()).status_code == 302
    assert "Dear Ann" in AtDesk(client, ben).look("ticket", printer).content.decode()
