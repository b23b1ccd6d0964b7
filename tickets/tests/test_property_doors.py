"""One press on a property of a ticket: it works, it is forbidden to some and hidden from others, once is enough."""

import pytest

from accounts.tests.factories import TeamFactory, UserFactory
from tickets.models import Group, GuestLink, Status
from tickets.tests.at_desk import AtDesk
from tickets.tests.factories import CategoryFactory, opened

# door, what is sent, and what the ticket says afterwards
DOORS = [
    ("assignment", {"assignee": "{ben}"}, lambda t: t.assignee and t.assignee.name == "Ben Baker"),
    ("hand_over", {"team": "{network}", "reason": "Cables"}, lambda t: t.team.name == "Network"),
    ("status", {"status": "{progress}"}, lambda t: t.group == Group.IN_PROGRESS),
    ("waiting", {"waiting_for": "supplier", "reason": "Toner"}, lambda t: t.waiting_reason == "Toner"),
    ("resolution", {"code": "{solved}", "resolution": "Put out"}, lambda t: t.resolution == "Put out"),
    ("closing", {}, lambda t: t.group == Group.CLOSED),
    ("priority", {"priority": "1"}, lambda t: t.priority == 1),
    ("priority", {"impact": "1"}, lambda t: (t.impact, t.priority) == (1, 2)),
    ("description", {"subject": "Fire"}, lambda t: t.subject == "Fire"),
    ("description", {"kind": "question"}, lambda t: t.kind == "question"),
    ("description", {"severity": "2"}, lambda t: t.severity == 2),
    ("description", {"category": ""}, lambda t: t.category is None),
    ("tags", {"add": "Fire, third floor"}, lambda t: t.tags == ["fire", "third floor"]),
    ("participants", {"person": "eve@example.org", "may_reply": "on"}, lambda t: t.participants.count() == 1),
    ("following", {"follow": "yes"}, lambda t: t.followers.count() == 1),
]


@pytest.fixture
def filled(ben, network, solved, db):
    """Fills the ids into what is sent."""
    progress = Status.objects.usual(Group.IN_PROGRESS)
    ids = {"ben": ben.pk, "network": network.pk, "solved": solved.pk, "progress": progress.pk}
    return lambda data: {name: value.format(**ids) for name, value in data.items()}


@pytest.mark.parametrize(("door", "data", "holds"), DOORS)
@pytest.mark.parametrize("smoothly", [False, True])
def test_it_works_and_a_second_press_does_nothing(desk, printer, filled, door, data, holds, smoothly):
    first = desk.press(door, printer, smoothly=smoothly, **filled(data))
    printer.refresh_from_db()
    assert first.status_code == (200 if smoothly else 302)
    assert holds(printer)

    lines = printer.events.count()
    desk.press(door, printer, smoothly=smoothly, **filled(data))
    printer.refresh_from_db()
    assert printer.events.count() == lines
    assert holds(printer)


@pytest.mark.parametrize(("door", "data", "holds"), DOORS)
def test_requesters_may_not_and_other_desks_see_nothing(
    client, printer, ann, hana, filled, door, data, holds
):
    lines = printer.events.count()
    assert AtDesk(client, ann).press(door, printer, **filled(data)).status_code == 403
    assert AtDesk(client, hana).press(door, printer, **filled(data)).status_code == 404
    assert printer.events.count() == lines


@pytest.mark.parametrize(
    "door", ["resumption", "closing", "reopening", "following", "guest_links", "read", "presence"]
)
def test_what_changes_something_is_never_a_link(client, cleo, printer, door):
    assert AtDesk(client, cleo).look(door, printer).status_code == 405


def test_resuming_and_reopening(desk, printer, ben, solved):
    printer.wait("supplier", by=ben)
    desk.press("resumption", printer)
    printer.refresh_from_db()
    assert printer.is_open
    printer.resolve(by=ben, code=solved)
    desk.press("reopening", printer)
    printer.refresh_from_db()
    assert printer.is_open


@pytest.mark.parametrize(
    ("door", "data"),
    [
        ("assignment", {"assignee": "{hana}"}),
        ("assignment", {"assignee": "99999999"}),
        ("hand_over", {"team": "x"}),
        ("status", {"status": "0"}),
        ("waiting", {"waiting_for": "date"}),
        ("waiting", {"waiting_for": "date", "until": "2001-01-01T10:00"}),
        ("waiting", {"waiting_for": "rain"}),
        ("resolution", {"code": ""}),
        ("priority", {"priority": "9"}),
        ("priority", {"foo": "1"}),
        ("description", {"subject": " "}),
        ("description", {"subject": "x" * 256}),
        ("description", {"category": "{foreign}"}),
        ("participants", {"person": "not an address"}),
    ],
)
def test_nonsense_is_refused_in_words(desk, printer, hana, door, data):
    ids = {"hana": hana.pk, "foreign": CategoryFactory().pk}
    lines = printer.events.count()
    for smoothly in (True, False):
        filled = {name: value.format(**ids) for name, value in data.items()}
        response = desk.press(door, printer, smoothly=smoothly, **filled)
        assert response.status_code == 422
        assert b"alert" in response.content
    assert printer.events.count() == lines


def test_a_tag_and_a_participant_can_be_removed(desk, printer, ben):
    eve = UserFactory(name="Eve")
    printer.tag(by=ben, add=["fire"])
    printer.add_participant(eve, by=ben)
    desk.press("tags", printer, remove="fire")
    desk.press("participant_removal", printer, eve.pk)
    printer.refresh_from_db()
    assert (printer.tags, printer.participants.count()) == ([], 0)


def test_who_hands_a_ticket_away_is_led_back_to_the_list(desk, printer):
    far = TeamFactory()
    assert desk.press("hand_over", printer, team=far.pk).url == "/desk/"
    answer = desk.press(
        "hand_over", opened(requester=printer.requester, desk=printer.desk), smoothly=True, team=far.pk
    )
    assert answer["HX-Redirect"] == "/desk/"


def test_only_leads_revoke_guest_links(desk, client, printer, ann, cleo):
    link = GuestLink.objects.for_person(printer, ann)
    assert desk.press("guest_links", printer).status_code == 403
    AtDesk(client, cleo).press("guest_links", printer)
    AtDesk(client, cleo).press("guest_links", printer)
    assert GuestLink.objects.opened_by(link.token) is None
    assert printer.events.filter(kind="guest_link_revoked").count() == 1


def test_reading_moves_on_and_marking_unread_takes_it_back(desk, printer, ben, ann, printing):
    last = printer.events.last().pk
    assert desk.press("read", printer, smoothly=True, up_to=last).status_code == 204
    assert printer.read_marks.get(user=ben).event_id == last
    other = opened(requester=ann, category=printing).events.last().pk
    for nonsense in (other, "", "-1", "x", "9" * 40):
        desk.press("read", printer, smoothly=True, up_to=nonsense)
    assert printer.read_marks.get(user=ben).event_id == last
    desk.press("unread", printer)
    assert not printer.read_marks.exists()
