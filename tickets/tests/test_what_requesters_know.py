"""What the requester's side can tell from where a ticket stands and when it moves: nothing inner, nothing early."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tickets.answering import Answer, send
from tickets.models import Event, Group, GuestLink, Ticket, WaitingFor
from tickets.models.conversable import UNDO_SEND
from tickets.reactions import let_out
from tickets.tests.factories import opened

INNER = {
    "a note": lambda ticket, ben, network: ticket.note("He did it himself", by=ben),
    "a tag": lambda ticket, ben, network: ticket.tag(by=ben, add=["fire"]),
    "a hand-over": lambda ticket, ben, network: ticket.hand_over(network, by=ben, reason="Theirs"),
    "a priority": lambda ticket, ben, network: ticket.prioritize(1, by=ben),
    "an assignment": lambda ticket, ben, network: ticket.assign(None, by=ben),
    "a follower": lambda ticket, ben, network: ticket.follow(by=ben),
    "a held reply": lambda ticket, ben, network: ticket.reply("Soon", by=ben, hold=UNDO_SEND),
    "a held closing": lambda ticket, ben, network: ticket.close(by=ben, hold=UNDO_SEND),
    "a revoked link": lambda ticket, ben, network: ticket.revoke_guest_links(by=ben),
}


@pytest.fixture
def noon(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


@pytest.fixture
def taken(printer, ben):
    printer.take(by=ben)
    return printer


@pytest.fixture
def later(taken, ann, it_desk, noon):
    """A second ticket of Ann's, a minute younger."""
    noon.shift(60)
    return opened(requester=ann, desk=it_desk, subject="Another one")


@pytest.fixture
def answered(taken, ben, solved, noon):
    """Ben has just pressed “Send as Resolved”."""
    return send(taken, Answer("New drum is in.", then="resolve", code=solved), by=ben)


def shown(client, name, *args, **query):
    page = client.get(reverse(f"portal:{name}", args=args), query).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def lists(client):
    tabs = [shown(client, "tickets", tab=tab) for tab in ["needs-me", "open", "done"]]
    return [*tabs, shown(client, "home"), shown(client, "suggestions", q="printer")]


@pytest.mark.parametrize("what", INNER)
def test_mc12_what_agents_do_among_themselves_does_not_stir_the_requesters_lists(
    client, ann, ben, network, taken, later, what
):
    GuestLink.objects.for_person(taken, ann)
    client.force_login(ann)
    before = lists(client)
    INNER[what](taken, ben, network)
    assert lists(client) == before


def test_what_the_requester_may_read_moves_the_row_up(client, ann, ben, taken, later, noon):
    client.force_login(ann)
    assert [ticket.pk for ticket in client.get(reverse("portal:tickets")).context["page"]] == [
        later.pk,
        taken.pk,
    ]
    noon.shift(60)
    taken.reply("Which floor?", by=ben)
    assert [ticket.pk for ticket in client.get(reverse("portal:tickets")).context["page"]] == [
        taken.pk,
        later.pk,
    ]


def test_neither_reply_nor_solution_is_shown_before_the_hold_ends(client, ann, taken, answered, noon):
    taken.refresh_from_db()
    assert taken.group == Group.RESOLVED
    client.force_login(ann)
    for name in ["ticket", "print"]:
        assert "New drum" not in (page := shown(client, name, taken.number))
        assert "We are working on it" in page
        assert "Solved" not in page
    assert "It is not solved" not in shown(client, "ticket", taken.number)

    noon.move_to(answered.held_until, tick=False)
    let_out(answered)
    page = shown(client, "ticket", taken.number)
    assert "New drum" in page
    assert "It is not solved" in page
    taken.refresh_from_db()
    assert taken.public_updated_at == answered.held_until


def test_lists_and_tabs_follow_the_hold(client, ann, taken, answered, noon):
    client.force_login(ann)

    def where():
        number = f"#{taken.number}"
        tabs = ["needs-me", "open", "done"]
        return {tab for tab in tabs if number in shown(client, "tickets", tab=tab)}

    assert where() == {"open"}
    assert "We are working on it" in shown(client, "home")
    noon.move_to(answered.held_until, tick=False)
    assert where() == {"needs-me", "done"}
    assert "Solved" in shown(client, "home")


def test_a_guest_sees_no_more_than_the_signed_in(client, ann, taken, answered):
    token = GuestLink.objects.for_person(taken, ann).token
    page = shown(client, "guest", token)
    assert "New drum" not in page
    assert "Solved" not in page


def test_what_was_taken_back_was_never_there(client, ann, ben, taken, answered, noon):
    taken.withdraw(answered.message, by=ben)
    noon.move_to(answered.held_until + timedelta(minutes=1), tick=False)
    let_out(Event.objects.get(pk=answered.pk))
    client.force_login(ann)
    page = shown(client, "ticket", taken.number)
    assert "New drum" not in page
    assert "solved.</span>" not in page
    taken.refresh_from_db()
    assert taken.public_updated_at == taken.events.first().at


def test_a_closing_undone_in_time_was_never_there(client, ann, ben, taken, noon):
    closing = taken.close(by=ben, hold=UNDO_SEND) or taken.events.last()
    taken.undo(closing, by=ben)
    noon.shift(60)
    client.force_login(ann)
    assert "closed this request" not in shown(client, "ticket", taken.number)
    assert list(taken.events.public().values_list("kind", flat=True)) == ["opened"]


def test_of_several_moves_on_hold_none_is_known(client, ann, ben, taken, solved, noon):
    taken.wait(WaitingFor.REQUESTER, by=ben, hold=UNDO_SEND)
    noon.shift(5)
    taken.resolve(by=ben, code=solved, hold=UNDO_SEND)
    client.force_login(ann)
    assert "We are working on it" in shown(client, "ticket", taken.number)
    noon.shift(6)
    assert "Waiting for you" in shown(client, "ticket", taken.number)
    noon.shift(6)
    assert "Solved" in shown(client, "ticket", taken.number)


def test_who_writes_into_a_hold_is_heard(client, ann, ben, taken, noon):
    taken.close(by=ben, hold=UNDO_SEND)
    client.force_login(ann)
    client.post(reverse("portal:reply", args=[taken.number]), {"body": "One more thing", "once": "x"})
    taken.refresh_from_db()
    assert taken.is_open
    assert taken.messages.last().body == "One more thing"
    assert "We are working on it" in shown(client, "ticket", taken.number)


def test_lists_need_few_statements_while_much_is_on_hold(
    client, ann, ben, it_desk, first_line, django_assert_max_num_queries
):
    client.force_login(ann)
    for _number in range(8):
        opened(requester=ann, desk=it_desk).close(by=ben, hold=UNDO_SEND)
    assert Ticket.objects.open().count() == 0
    for name in ["tickets", "home"]:
        with django_assert_max_num_queries(8):
            assert client.get(reverse(f"portal:{name}")).content.decode().count("/portal/tickets/1") >= 3
