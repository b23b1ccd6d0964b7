"""The bell: how many tickets have something new for me, and how it empties."""

import json

import pytest
from django.urls import reverse

from notifications.bell import count_for
from notifications.models import Notification
from notifications.tasks import settle_read
from notifications.tests.test_hearing import react
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def two_things(printer, ann, ben, printing):
    """Ben has two tickets, and Ann wrote twice on one of them."""
    scanner = opened(requester=ann, category=printing, subject="The scanner hums")
    for ticket in (printer, scanner):
        ticket.take(by=ben)
        ticket.reply("Hello?", by=ann)
    printer.reply("Anybody?", by=ann)
    react()
    return printer, scanner


def test_the_bell_counts_tickets_and_only_what_is_for_me(client, two_things, ben, cleo):
    assert (count_for(ben), count_for(cleo)) == (2, 0)
    client.force_login(ben)
    assert ">2<" in client.get(reverse("notifications:bell"), headers=HTMX).content.decode()


def test_reading_the_ticket_empties_its_part_of_the_bell(two_things, ben, cleo):
    printer, scanner = two_things
    printer.mark_read(by=ben, up_to=printer.events.last().pk)
    assert count_for(ben) == 1

    settle_read()
    assert Notification.objects.filter(user=ben, ticket=printer, done_at=None).count() == 0
    assert Notification.objects.filter(user=ben, ticket=scanner, done_at=None).exists()


def test_done_with_all_and_back_again(client, two_things, ben):
    client.force_login(ben)
    response = client.post(reverse("notifications:done"), {"tab": "me"}, headers=HTMX)
    assert count_for(ben) == 0

    undo = json.loads(response["HX-Trigger"])["toast"]["undo"]
    client.post(undo, headers=HTMX)
    assert count_for(ben) == 2


def test_a_second_press_does_not_spoil_the_undo(client, two_things, ben):
    client.force_login(ben)
    first = client.post(reverse("notifications:done"), {"tab": "me"})
    client.post(reverse("notifications:done"), {"tab": "me"})
    assert "undo=" in first.url
    page = client.get(first.url).content.decode()
    assert "Undo" in page
    client.post(first.url.replace("/notices/?", "/notices/undone/?").replace("undo=", "at="))
    assert count_for(ben) == 2


def test_done_with_one_ticket(client, two_things, ben):
    client.force_login(ben)
    client.post(reverse("notifications:done"), {"tab": "me", "number": two_things[0].number})
    assert count_for(ben) == 1


def test_the_list_groups_by_ticket_and_costs_the_same_with_many(
    client, two_things, ben, ann, django_assert_max_num_queries
):
    client.force_login(ben)
    page = client.get(reverse("notifications:list")).content.decode()
    assert page.count('<li class="notice ') == 2
    for _turn in range(20):
        two_things[0].reply("More", by=ann)
    react("replied")
    with django_assert_max_num_queries(12):
        page = client.get(reverse("notifications:list")).content.decode()
    assert page.count('<li class="notice ') == 2


def test_the_requester_has_a_bell_too(client, printer, ann, ben):
    printer.reply("We are coming.", by=ben)
    react()
    client.force_login(ann)
    page = client.get(reverse("notifications:list")).content.decode()
    assert count_for(ann) == 1
    assert "Ben Baker answered" in page
    assert reverse("portal:ticket", args=[printer.number]) in page


def test_what_i_may_not_see_any_more_leaves_my_bell(client, two_things, ben, first_line):
    first_line.members.remove(ben)
    client.force_login(ben)
    assert count_for(type(ben).objects.get(pk=ben.pk)) == 0
    assert "scanner" not in client.get(reverse("notifications:list")).content.decode()


def test_strangers_are_asked_to_sign_in_and_cannot_tick_off_what_is_anothers(client, two_things, ben, dov):
    assert client.get(reverse("notifications:list")).status_code == 302
    client.force_login(dov)
    client.post(reverse("notifications:done"), {"tab": "me", "number": two_things[0].number})
    assert count_for(ben) == 2


@pytest.mark.parametrize("query", ["?at=x", "?at=2026-13-45T00:00:00", "?tab=%00", ""])
def test_nonsense_is_answered_calmly(client, ben, query):
    client.force_login(ben)
    assert client.post(reverse("notifications:undone") + query).status_code == 302
    assert client.get(reverse("notifications:list") + query).status_code == 200
