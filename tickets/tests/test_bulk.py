"""One change for many tickets, by people who may, to tickets they work on, and back again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import OrganizationFactory, UserFactory
from tickets.models import Group, Priority, Status, Ticket
from tickets.tests.factories import CategoryFactory, opened

LIST = "view=open&sort=number"


@pytest.fixture
def three(printing, ann):
    return [opened(requester=ann, category=printing, subject=f"Number {n}") for n in range(3)]


@pytest.fixture
def eve_at_work(ann):
    """Somebody from where Ann works."""
    ann.organization = OrganizationFactory()
    ann.save()
    return UserFactory(name="Eve", organization=ann.organization)


@pytest.fixture
def change(client, ben):
    client.force_login(ben)

    def change(tickets, do, **facts):
        data = {"do": do, "list": LIST, "seen": timezone.now().isoformat(), **facts}
        return client.post(
            reverse("tickets:bulk"), {**data, "ticket": [ticket.pk for ticket in tickets]}, follow=True
        )

    return change


def fresh(tickets):
    return list(Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets]).order_by("pk"))


def test_each_change_reaches_all_and_is_taken_back(client, change, three, ben, cleo, network, solved):
    for do, value, holds in [
        ("assign", cleo.pk, lambda ticket: ticket.assignee == cleo),
        ("hand_over", network.pk, lambda ticket: ticket.team == network),
        (
            "status",
            Status.objects.usual(Group.IN_PROGRESS).pk,
            lambda ticket: ticket.group == Group.IN_PROGRESS,
        ),
        ("priority", "1", lambda ticket: ticket.priority == Priority.URGENT),
        ("tag", "Paper, jam", lambda ticket: ticket.tags == ["jam", "paper"]),
        ("tag", "کاغذ، چاپگر", lambda ticket: ticket.tags == ["چاپگر", "کاغذ"]),
        ("resolve", solved.pk, lambda ticket: ticket.group == Group.RESOLVED),
        ("close", "", lambda ticket: ticket.group == Group.CLOSED),
    ]:
        response = change(three, do, value=value)
        assert all(map(holds, fresh(three))), do
        assert "3 tickets." in response.content.decode(), do
        assert "Undo" in response.content.decode(), do
        client.post(reverse("tickets:undo"), {"list": LIST})
        assert not any(map(holds, fresh(three))), do


def test_without_a_value_the_second_question_is_asked(client, change, three, cleo):
    html = change(three, "assign").content.decode()
    assert "Cleo Lead" in html
    assert html.count('name="ticket"') == 3
    assert all(ticket.assignee is None for ticket in fresh(three))


def test_nonsense_is_told_and_changes_nothing(client, change, three, hana):
    assert change(three, "explode").status_code == 400
    assert change(three, "priority", value="9").status_code == 422
    assert change(three, "status", value="1 or 1=1").status_code == 422
    assert change(three, "assign", value=str(hana.pk)).status_code == 200
    assert all(ticket.events.count() == 1 for ticket in fresh(three))
    assert "Select at least one" in change([], "close").content.decode()


def test_what_somebody_changed_meanwhile_is_left_alone_and_listed(client, three, change, cleo):
    seen = timezone.now().isoformat()
    three[0].prioritize(Priority.LOW, by=cleo)
    html = change(three, "priority", value="1", seen=seen).content.decode()
    assert [ticket.priority for ticket in fresh(three)] == [Priority.LOW, Priority.URGENT, Priority.URGENT]
    assert "changed by somebody else in the meantime" in html
    assert "2 tickets." in html


def test_pressing_twice_changes_nothing_more(change, three):
    change(three, "priority", value="1")
    change(three, "priority", value="1")
    assert all(ticket.events.count() == 2 for ticket in fresh(three))


def test_tickets_of_other_desks_are_not_touched(client, printer, hana):
    client.force_login(hana)
    client.post(reverse("tickets:bulk"), {"do": "close", "ticket": [printer.pk, "x", "9" * 30], "list": LIST})
    client.post(reverse("tickets:bulk"), {"do": "close", "all": "1", "list": LIST})
    assert fresh([printer])[0].is_open


def test_all_in_the_view_means_the_view_with_its_filters(client, change, three, printer):
    three[0].tag(by=None, add=["jam"])
    change([], "priority", value="1", all="1", list="view=open&tag=jam")
    assert [ticket.priority == 1 for ticket in fresh([*three, printer])].count(True) == 1


def test_undoing_leaves_what_others_did_since(client, change, three, cleo):
    change(three, "priority", value="1")
    three[1].prioritize(Priority.LOW, by=cleo)
    html = client.post(reverse("tickets:undo"), {"list": LIST}, follow=True).content.decode()
    assert [ticket.priority for ticket in fresh(three)] == [Priority.NORMAL, Priority.LOW, Priority.NORMAL]
    assert "changed by somebody else" in html


def test_requesters_may_not_and_undoing_nothing_is_harmless(client, three, ann, ben):
    client.force_login(ann)
    assert client.post(reverse("tickets:bulk"), {"do": "close", "ticket": three[0].pk}).status_code == 403
    client.force_login(ben)
    assert "too late" in client.post(reverse("tickets:undo"), follow=True).content.decode()


def test_several_become_one_and_nothing_offers_to_undo_all_of_it(change, three, ben, eve_at_work):
    asked = change(three, "merge").content.decode()
    assert all(str(ticket) in asked for ticket in three)
    answer = change(three, "merge", value=three[0].pk).content.decode()
    assert "Merged 2 tickets into another." in answer
    assert 'data-key="z"' not in answer
    assert [ticket.group for ticket in fresh(three)] == [Group.NEW, Group.CLOSED, Group.CLOSED]
    assert not three[0].participants.exists()
    assert "Merged 0 tickets" in change(three, "merge", value=three[0].pk).content.decode()


def test_only_people_of_the_same_organization_are_let_in_by_the_way(
    change, three, ann, eve_at_work, dov, printing
):
    theirs = opened(requester=eve_at_work, category=printing)
    strange = opened(requester=dov, category=printing)
    change([three[0], theirs, strange], "merge", value=three[0].pk)
    assert [part.user for part in three[0].participants.all()] == [eve_at_work]


def test_one_ticket_alone_is_not_merged_and_a_foreign_one_is_not_found(change, three, hana, ann):
    assert "Select at least two" in change(three[:1], "merge").content.decode()
    secret = opened(requester=ann, category=CategoryFactory(desk=hana.desks[0]))
    assert "Choose the ticket that stays." in change(three, "merge", value=secret.pk).content.decode()
    assert all(ticket.is_open for ticket in fresh(three))
