"""Two agents at one ticket: the second sees what the first did, and nothing is overwritten."""

import pytest

from tickets.models import Draft, Status
from tickets.tests.at_desk import AtDesk, seen


@pytest.fixture
def cleos_desk(client, cleo):
    return lambda: AtDesk(client, cleo)


@pytest.mark.parametrize("smoothly", [False, True])
def test_words_that_arrived_stand_above_the_box_and_the_text_is_kept(desk, printer, ann, smoothly):
    opened_with = seen(printer)
    printer.reply("It is out already!", by=ann)
    response = desk.press("reply", printer, body="Bring water", seen=opened_with, smoothly=smoothly)

    html = response.content.decode()
    assert response.status_code == 409
    assert "It is out already!" in html
    assert "Bring water" in html
    assert "Send anyway" in html
    assert printer.messages.count() == 2


def test_send_anyway_has_seen_what_arrived(desk, printer, ann):
    opened_with = seen(printer)
    printer.reply("It is out already!", by=ann)
    html = desk.press("reply", printer, body="Bring water", seen=opened_with).content.decode()
    assert f'name="seen" value="{seen(printer)}"' in html
    assert desk.press("reply", printer, body="Bring water", seen=seen(printer)).status_code == 302


def test_ones_own_words_are_no_news(desk, printer):
    opened_with = seen(printer)
    desk.press("note", printer, body="To myself", seen=opened_with)
    assert desk.press("reply", printer, body="Bring water", seen=opened_with).status_code == 302


def test_a_colleagues_note_is_news(desk, printer, cleo):
    opened_with = seen(printer)
    printer.note("Do not answer him yet", by=cleo)
    assert desk.press("reply", printer, body="Bring water", seen=opened_with).status_code == 409


def test_notes_never_collide(desk, printer, ann):
    opened_with = seen(printer)
    printer.reply("It is out already!", by=ann)
    assert desk.press("note", printer, body="Good", seen=opened_with).status_code == 302


SAME_THING = [
    ("priority", {"priority": "1"}, {"priority": "4"}, "priority", 1),
    ("description", {"subject": "Fire"}, {"subject": "Smoke"}, "subject", "Fire"),
    ("description", {"severity": "1"}, {"severity": "4"}, "severity", 1),
    ("waiting", {"waiting_for": "supplier"}, {"waiting_for": "requester"}, "waiting_for", "supplier"),
]


@pytest.mark.parametrize("smoothly", [False, True])
@pytest.mark.parametrize(("door", "theirs", "mine", "field", "stands"), SAME_THING)
def test_the_second_to_change_the_same_thing_is_told(
    desk, cleos_desk, printer, ben, client, door, theirs, mine, field, stands, smoothly
):
    opened_with = seen(printer)
    cleos_desk().press(door, printer, seen=opened_with, **theirs)
    response = AtDesk(client, ben).press(door, printer, seen=opened_with, smoothly=smoothly, **mine)

    html = response.content.decode()
    assert response.status_code == 409
    assert "Cleo Lead" in html
    assert "Apply mine anyway" in html
    printer.refresh_from_db()
    assert getattr(printer, field) == stands


def test_both_values_are_told(desk, client, printer, ben, cleo):
    opened_with = seen(printer)
    AtDesk(client, cleo).press("assignment", printer, assignee=cleo.pk)
    html = (
        AtDesk(client, ben).press("assignment", printer, assignee=ben.pk, seen=opened_with).content.decode()
    )
    notice = html.split('id="ticket-notice"')[1].split("</div>")[0]
    assert "Cleo Lead took the ticket" in notice
    assert "Ben Baker" in notice


def test_set_mine_all_the_same(desk, client, printer, ben, cleo):
    opened_with = seen(printer)
    AtDesk(client, cleo).press("assignment", printer, assignee=cleo.pk)
    AtDesk(client, ben).press("assignment", printer, assignee=ben.pk, seen=opened_with)
    AtDesk(client, ben).press("assignment", printer, assignee=ben.pk, seen=seen(printer))
    printer.refresh_from_db()
    assert printer.assignee == ben


def test_changing_different_things_is_no_conflict(desk, client, printer, ben, cleo):
    opened_with = seen(printer)
    AtDesk(client, cleo).press("description", printer, subject="Fire")
    AtDesk(client, cleo).press("priority", printer, priority="1")
    response = AtDesk(client, ben).press("description", printer, kind="question", seen=opened_with)
    assert response.status_code == 302
    printer.refresh_from_db()
    assert (printer.subject, printer.kind) == ("Fire", "question")


def test_tags_of_both_stay(desk, client, printer, ben, cleo):
    opened_with = seen(printer)
    AtDesk(client, cleo).press("tags", printer, add="fire", seen=opened_with)
    AtDesk(client, ben).press("tags", printer, add="smoke", seen=opened_with)
    printer.refresh_from_db()
    assert printer.tags == ["fire", "smoke"]


def test_undo_does_not_overwrite_what_came_since(desk, client, printer, ben, cleo):
    AtDesk(client, ben).press("priority", printer, priority="1")
    mine = printer.events.last()
    AtDesk(client, cleo).press("priority", printer, priority="4")
    assert AtDesk(client, ben).press("undoing", printer, mine.pk).status_code == 409
    printer.refresh_from_db()
    assert printer.priority == 4


def test_a_status_moved_meanwhile(desk, client, printer, ben, cleo, solved):
    opened_with = seen(printer)
    AtDesk(client, cleo).press("resolution", printer, code=solved.pk)
    status = Status.objects.usual("in_progress")
    response = AtDesk(client, ben).press("status", printer, status=status.pk, seen=opened_with)
    printer.refresh_from_db()
    assert response.status_code == 409
    assert not printer.is_open


def test_drafts_are_everybodys_own(desk, client, printer, ben, cleo):
    desk.press("draft", printer, mode="reply", body="Mine")
    AtDesk(client, cleo).press("draft", printer, mode="reply", body="Hers")
    assert Draft.objects.of(ben).get().content["body"] == "Mine"
    assert b"Mine" not in AtDesk(client, cleo).look("ticket", printer).content
