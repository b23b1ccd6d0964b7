"""A small change can be taken back for a moment by the one who made it."""

import pytest

from tickets.models import Group
from tickets.tests.at_desk import AtDesk

CHANGES = [
    ("assignment", lambda ben, solved: {"assignee": ben.pk}),
    ("priority", lambda ben, solved: {"priority": 1}),
    ("priority", lambda ben, solved: {"impact": 1, "urgency": 1}),
    (
        "description",
        lambda ben, solved: {"subject": "Fire", "kind": "question", "severity": 1, "category": ""},
    ),
    ("tags", lambda ben, solved: {"add": "fire,smoke"}),
    ("waiting", lambda ben, solved: {"waiting_for": "supplier", "reason": "Toner"}),
    ("resolution", lambda ben, solved: {"code": solved.pk, "resolution": "Out"}),
    ("closing", lambda ben, solved: {}),
]
FACTS = [
    "assignee_id", "team_id", "priority", "impact", "urgency", "severity", "subject", "kind", "category_id", "tags",
    "status_id", "group", "waiting_for", "waiting_reason", "resolution_code_id", "resolution", "resolved_at",
    "closed_at", "close_at", "reopened_count",
]  # fmt: skip


def facts(ticket):
    ticket.refresh_from_db()
    return {name: getattr(ticket, name) for name in FACTS}


@pytest.mark.parametrize(("door", "data"), CHANGES)
def test_everything_is_as_before(desk, printer, ben, solved, door, data):
    before = facts(printer)
    desk.press(door, printer, **data(ben, solved))
    change = printer.events.last()
    assert facts(printer) != before

    desk.press("undoing", printer, change.pk)
    desk.press("undoing", printer, change.pk)
    assert facts(printer) == before


def test_handing_over_comes_back_with_its_person(desk, printer, ben, network):
    printer.take(by=ben)
    before = facts(printer)
    desk.press("hand_over", printer, team=network.pk)
    desk.press("undoing", printer, printer.events.last().pk)
    assert facts(printer) == before


def test_reopening_is_undone_too(desk, printer, ben, solved):
    printer.close(by=ben)
    before = facts(printer)
    desk.press("reopening", printer)
    desk.press("undoing", printer, printer.events.last().pk)
    assert facts(printer) == before
    assert printer.group == Group.CLOSED


def test_nobody_hears_of_what_was_undone_in_time(desk, printer, solved):
    desk.press("resolution", printer, code=solved.pk)
    change = printer.events.last()
    assert not change.is_settled
    desk.press("undoing", printer, change.pk)
    change.refresh_from_db()
    assert (change.is_settled, change.pending) == (True, [])


def test_only_ones_own_changes(desk, client, printer, cleo):
    desk.press("priority", printer, priority="1")
    change = printer.events.last()
    assert AtDesk(client, cleo).press("undoing", printer, change.pk).status_code == 404


def test_the_toast_offers_it(desk, printer):
    response = desk.press("priority", printer, priority="1", smoothly=True)
    assert f"events/{printer.events.last().pk}/undoing/" in response["HX-Trigger"]


def test_words_are_not_undone_this_way(desk, printer):
    desk.press("note", printer, body="Said")
    desk.press("undoing", printer, printer.events.last().pk)
    assert printer.messages.last().body == "Said"
