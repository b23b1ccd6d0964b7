"""A query string becomes a list, whatever people, or those who mean harm, write into it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import OrganizationFactory, UserFactory
from tickets.conditions import Tree
from tickets.filters import Selection, neighbours
from tickets.models import Channel, Group, Kind, Priority, Status, Ticket
from tickets.tests.factories import CategoryFactory, opened


@pytest.fixture
def other(it_desk, network):
    """A ticket that differs from the printer in everything one can ask about."""
    asker = UserFactory(name="Zoe", organization=OrganizationFactory())
    category = CategoryFactory(name="VPN", desk=it_desk, team=network, kind=Kind.REQUEST)
    return opened(
        requester=asker,
        category=category,
        subject="VPN",
        tags=["vpn"],
        channel=Channel.EMAIL,
        impact=1,
        urgency=1,
    )


def listed(user, query):
    return set(Selection.of(user, QueryDict(query)).tickets())


def test_each_filter_finds_the_one_and_its_opposite_the_other(printer, other, ben):
    other.take(by=ben)
    for name, value in [
        ("status", other.status_id),
        ("stage", "in_progress"),
        ("priority", Priority.URGENT),
        ("kind", Kind.REQUEST),
        ("category", other.category_id),
        ("team", other.team_id),
        ("assignee", "me"),
        ("assignee", ben.pk),
        ("requester", other.requester_id),
        ("organization", other.organization_id),
        ("tag", "vpn"),
        ("channel", "email"),
    ]:
        assert listed(ben, f"view=everything&{name}={value}") == {other}, name
        assert listed(ben, f"view=everything&{name}={value}&{name}.op=not") == {printer}, name
    assert listed(ben, f"view=everything&desk={printer.desk_id}") == {printer, other}
    assert listed(ben, "view=everything&assignee=nobody") == {printer}


def test_several_values_mean_or_and_several_fields_mean_and(printer, other, ben):
    both = f"view=everything&category={printer.category_id}&category={other.category_id}"
    assert listed(ben, both) == {printer, other}
    assert listed(ben, f"{both}&tag=vpn") == {other}


def test_spans_of_time(printer, other, ben):
    Ticket.objects.filter(pk=other.pk).update(opened_at=timezone.now() - timedelta(days=40))
    other.promise(timezone.now() - timedelta(hours=1))
    assert listed(ben, "view=everything&opened=today") == {printer}
    assert listed(ben, "view=everything&opened=older") == {other}
    assert listed(ben, "view=everything&due=overdue") == {other}
    assert listed(ben, "view=everything&updated.from=2020-01-01") == {printer, other}
    assert listed(ben, "view=everything&updated.from=2020-01-01&updated.to=2020-02-01") == set()


def test_built_in_views(printer, other, ben, cleo, solved):
    other.take(by=ben)
    printer.note("Have a look", by=cleo, mentions=[ben])
    assert listed(ben, "") == listed(ben, "view=my-open") == {other}
    assert listed(ben, "view=unassigned") == listed(ben, "view=mentions") == {printer}
    other.promise(timezone.now() + timedelta(minutes=5))
    assert listed(ben, "view=due") == {other}
    other.wait("supplier", by=ben)
    assert (listed(ben, "view=due"), listed(ben, "view=waiting")) == (set(), {other})
    other.resolve(by=ben, code=solved)
    assert (listed(ben, "view=closed"), listed(ben, "view=open")) == ({other}, {printer})


def test_another_desk_sees_nothing_by_any_filter(printer, hana, ben):
    for query in (
        "view=everything",
        f"requester={printer.requester_id}",
        f"desk={printer.desk_id}",
        "view=unassigned",
    ):
        assert listed(hana, query) == set()
    chips = Selection.of(hana, QueryDict(f"team={printer.team_id}")).told()
    assert "First line" not in chips[0]["words"]


HOSTILE = [
    "sort=password", "sort=-requester__password", "sort=;drop table", "view=zzz", "view=999999999999999999999",
    "status=1 or 1=1", "status=99999999999999999999999", "status=-1", "status=²", "priority=9", "stage='",
    "requester__password=x", "assignee.op=__regex&assignee=me", "tag=%00", "tag=" + "x" * 500, "due=9999-99-99..",
    "due.from=0001-01-01", "due.to=99999-01-01", "opened=..", "opened=2026-02-30..", "after=zzz", "part=all",
    "&".join(f"status={number}" for number in range(80)), "view=%00", "after=" + "A" * 5000, "tag=🙂&sort=%F0",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_mc37_hostile_queries_are_left_out_or_told_and_never_break_the_page(client, printer, ben, query):
    client.force_login(ben)
    assert client.get(f"{reverse('tickets:queue')}?{query}").status_code == 200
    assert client.get(f"{reverse('tickets:news')}?{query}&since=x").status_code == 200
    assert client.get(f"{reverse('tickets:choices', args=['status'])}?{query}").status_code == 200


def test_what_is_not_understood_is_told(ben):
    selection = Selection.of(ben, QueryDict("status=abc&priority=1"))
    assert "Status" in selection.problems[0]
    assert [condition.field.name for condition in selection.filters] == ["priority"]


@pytest.mark.parametrize(
    "data",
    [
        None, [], {}, {"all": 1}, {"all": [1]}, {"all": [{}]}, {"all": [{"field": "password", "is": ["x"]}]},
        {"all": [{"field": "priority", "is": "1"}]}, {"all": [{"field": ["x"], "is": ["1"]}]},
        {"all": [{"any": [{"all": []}]}]}, {"all": [], "any": []}, {"all": [{"field": "tag", "is": ["\x00"]}]},
    ],
)  # fmt: skip
def test_conditions_that_cannot_be_read_are_refused(data):
    with pytest.raises(ValidationError):
        Tree.of(data)


def test_all_and_any_nest_once(printer, other, ben):
    vpn, low = {"field": "tag", "is": ["vpn"]}, {"field": "priority", "is": [str(printer.priority)]}
    assert set(Ticket.objects.filter(Tree.of({"any": [vpn, low]}).q(ben))) == {printer, other}
    assert set(Ticket.objects.filter(Tree.of({"all": [vpn, {"any": [low, vpn]}]}).q(ben))) == {other}
    assert Tree.of({"all": [vpn, {"any": [low]}]}).as_json() == {"all": [vpn, {"any": [low]}]}


def test_filters_are_told_in_words(printer, ben):
    status = Status.objects.usual(Group.NEW)
    query = QueryDict(f"status={status.pk}&assignee=me&assignee=nobody&assignee.op=not")
    words = [chip["words"] for chip in Selection.of(ben, query).told()]
    assert words == ["Status is New", "Assignee is not me or nobody"]


def test_all_names_of_all_filters_come_in_one_statement(
    client, other, ben, cleo, it_desk, django_assert_max_num_queries
):
    query = {
        "status": other.status_id, "assignee": cleo.pk, "team": other.team_id, "desk": it_desk.pk,
        "category": other.category_id, "requester": other.requester_id, "organization": other.organization_id,
    }  # fmt: skip
    client.force_login(ben)
    with django_assert_max_num_queries(9):
        html = client.get(reverse("tickets:queue"), query).content.decode()
    for words in (
        "Assignee is Cleo Lead",
        "Team is Network",
        "Desk is IT",
        "Category is VPN",
        "Requester is Zoe",
    ):
        assert words in html


def test_the_neighbours_of_a_ticket_in_two_statements(printing, ann, ben):
    tickets = [opened(requester=ann, category=printing, subject=f"Number {n}") for n in range(4)]
    selection = Selection.of_place(ben, "view=open&sort=number")
    with CaptureQueriesContext(connection) as statements:
        beside = neighbours(selection, tickets[1])
    assert (beside.previous, beside.next) == (tickets[0].number, tickets[2].number)
    assert (beside.position, beside.total) == (2, 4)
    assert len(statements) == 3
    ends = neighbours(Selection.of_place(ben, "open"), tickets[3])
    assert (ends.next, ends.position) == (None, 4)
