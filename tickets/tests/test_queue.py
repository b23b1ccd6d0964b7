"""The queue as an agent sees it: its rows, its orders, its pages, and what it costs."""

import gzip
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tickets import presence
from tickets.due import state_of, words_of
from tickets.models import SavedView, Ticket
from tickets.sorting import SORTS
from tickets.tests.factories import opened

QUEUE = "/desk/"


@pytest.fixture
def many(printing, ann):
    return [
        opened(requester=ann, category=printing, subject=f"Number {n:02}", tags=["paper"]) for n in range(60)
    ]


def test_agents_see_the_tickets_of_their_desk(client, printer, ben):
    client.force_login(ben)
    html = client.get(QUEUE, {"view": "unassigned"}).content.decode()
    for words in (
        printer.subject,
        "Ann Archer",
        f"{printer.number}",
        "It smells, too.",
        "Unread",
        "Unassigned",
    ):
        assert words in html
    assert f"{printer.get_absolute_url()}?in=unassigned" in html


def test_requesters_may_not_and_strangers_must_sign_in(client, ann):
    assert client.get(QUEUE).status_code == 302
    client.force_login(ann)
    for name in ("queue", "news", "sidebar"):
        assert client.get(reverse(f"tickets:{name}")).status_code == 403


def test_the_other_desk_sees_no_row_and_no_count(client, printer, hana):
    client.force_login(hana)
    for view in ("everything", "unassigned", "open"):
        html = client.get(QUEUE, {"view": view}).content.decode()
        assert printer.subject not in html
        assert 'class="n ' not in html


def test_every_order_pages_through_everything_once(client, many, ben):
    client.force_login(ben)
    everything = sorted(ticket.pk for ticket in many)
    for sort in (*SORTS, *(f"-{name}" for name in SORTS)):
        first, second = pages_of(client, sort)
        seen = [ticket.pk for ticket in (*first, *second)]
        assert sorted(seen) == everything, sort
        back = client.get(QUEUE, {"view": "open", "sort": sort, "after": second.previous_cursor})
        assert [ticket.pk for ticket in back.context["page"]] == seen[:50], sort


def pages_of(client, sort):
    """The first two pages of all open tickets in this order."""
    first = client.get(QUEUE, {"view": "open", "sort": sort, "after": ""}).context["page"]
    after = {"view": "open", "sort": sort, "after": first.next_cursor or ""}
    return first, client.get(QUEUE, after).context["page"]


def test_a_page_costs_the_same_few_statements_and_bytes(
    client, printer, ben, many, django_assert_max_num_queries
):
    client.force_login(ben)
    query = {
        "view": "open",
        "status": printer.status_id,
        "team": printer.team_id,
        "category": printer.category_id,
    }
    SavedView.objects.create(owner=ben, name="Mine", conditions={"all": [{"field": "stage", "is": ["open"]}]})
    with django_assert_max_num_queries(10):
        response = client.get(QUEUE, {**query, "assignee": "nobody"})
    assert len(response.context["page"]) == 50
    assert len(gzip.compress(response.content)) < 20_000
    Ticket.objects.filter(pk__in=[ticket.pk for ticket in many]).update(priority=1)
    with django_assert_max_num_queries(10):
        client.get(QUEUE, {**query, "priority": 3})


def test_what_was_read_is_no_longer_bold_until_somebody_else_acts(client, printer, ann, ben):
    client.force_login(ben)

    def is_unread():
        return client.get(QUEUE, {"view": "open"}).context["page"].rows[0].is_unread

    assert is_unread()
    printer.mark_read(by=ben, up_to=printer.events.last().pk)
    assert not is_unread()
    printer.note("My own words", by=ben)
    assert not is_unread()
    printer.reply("And now?", by=ann)
    assert is_unread()


def test_who_is_replying_is_told_and_oneself_is_not(client, printer, ben, cleo, monkeypatch):
    here = {printer.pk: [(ben.pk, "Ben Baker", "viewing"), (cleo.pk, "Cleo Lead", "replying")]}
    monkeypatch.setattr(presence, "for_tickets", lambda ids: here)
    client.force_login(ben)
    html = client.get(QUEUE, {"view": "open"}).content.decode()
    assert "Cleo Lead is replying" in html
    assert "Ben Baker is here" not in html


@pytest.mark.parametrize(
    ("minutes", "state", "words"),
    [
        (84.5, "left", "1 h 24 min left"),
        (18.5, "soon", "18 min left"),
        (-35.5, "over", "Overdue 35 min"),
        (-200, "over", "Overdue 3 h"),
        (-4000, "over", "Overdue 2 d"),
        (None, "none", "No promise"),
    ],
)
def test_the_promised_moment_in_words(printer, minutes, state, words):
    printer.promise(minutes and timezone.now() + timedelta(minutes=minutes))
    assert (state_of(printer), words_of(printer, state_of(printer))) == (state, words)


def test_waiting_pauses_and_the_end_promises_nothing(printer, ben, solved):
    printer.promise(timezone.now())
    printer.wait("supplier", by=ben)
    assert words_of(printer, state_of(printer)) == "Paused, waiting"
    printer.resolve(by=ben, code=solved)
    assert words_of(printer, state_of(printer)) == ""


def test_news_count_only_what_came_since(client, printer, printing, ann, ben):
    client.force_login(ben)
    url, since = reverse("tickets:news"), timezone.now().isoformat()
    assert "new ticket" not in client.get(url, {"view": "unassigned", "since": since}).content.decode()
    opened(requester=ann, category=printing)
    assert "1 new ticket" in client.get(url, {"view": "unassigned", "since": since}).content.decode()


def test_the_sidebar_counts_in_two_statements_and_sends_nothing_twice(
    client, many, ben, django_assert_num_queries
):
    client.force_login(ben)
    url = reverse("tickets:sidebar")
    with django_assert_num_queries(7):
        response = client.get(url, {"from": "/desk/?view=unassigned"})
    html = response.content.decode()
    assert ">60<" in html
    assert 'aria-current="page"' in html
    known = {"If-None-Match": response["ETag"]}
    assert client.get(url, {"from": "/desk/?view=unassigned"}, headers=known).status_code == 304


def test_counts_stop_at_99(client, ben, many, printing, ann):
    for number in range(45):
        opened(requester=ann, category=printing, subject=f"More {number}")
    client.force_login(ben)
    assert ">99+<" in client.get(reverse("tickets:sidebar")).content.decode()


def test_empty_lists_say_why_and_what_next(client, printer, ben):
    client.force_login(ben)
    html = client.get(QUEUE).content.decode()
    assert "No ticket is waiting for you." in html
    html = client.get(QUEUE, {"view": "open", "tag": "nowhere"}).content.decode()
    assert "No ticket matches these filters" in html
    assert "Tag is nowhere" in html


def test_choices_of_a_filter_come_as_a_menu_or_as_a_page(client, printer, ben, hana):
    client.force_login(ben)
    url = reverse("tickets:choices", args=["team"])
    menu = client.get(url, {"view": "open"}, headers={"HX-Request": "true"}).content.decode()
    assert "First line" in menu
    assert "<html" not in menu
    assert "<html" in client.get(url, {"view": "open"}).content.decode()
    assert "HR" not in menu
    assert client.get(reverse("tickets:choices", args=["password"])).status_code == 404
    people = client.get(reverse("tickets:choices", args=["requester"]), {"find": "arch"}).content.decode()
    assert "Ann Archer" in people
