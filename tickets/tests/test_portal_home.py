"""The first page of the portal: what is mine comes first, and one desk's categories at a time."""

import re

import pytest
from django.urls import reverse

from accounts.tests.factories import DeskFactory
from tickets.models import WaitingFor
from tickets.tests.factories import CategoryFactory, opened


@pytest.fixture
def travel(db):
    return CategoryFactory(name="Travel costs", desk=DeskFactory(name="Finance", slug="finance", order=9))


def home(client, **query):
    return client.get(reverse("portal:home"), query).content.decode()


def test_what_is_mine_and_open_stands_above_what_can_be_asked(client, ann, ben, printer, travel, solved):
    done = opened(requester=ann, category=printer.category, subject="Done long ago")
    done.resolve(by=ben, code=solved)
    done.accept(by=ann)
    waiting = opened(requester=ann, category=printer.category, subject="Which one?")
    waiting.wait(WaitingFor.REQUESTER, by=ben)
    printer.reply("We look at it", by=ben)
    client.force_login(ann)

    page = home(client)
    shown = re.findall(r'href="/portal/tickets/(\d+)/', page)
    assert shown == [str(waiting.number), str(printer.number)]
    assert page.index("my-tickets-title") < page.index("offers-title")


def test_one_desk_at_a_time_and_the_others_by_a_link(client, ann, printing, travel):
    client.force_login(ann)
    page = home(client)
    assert ("Printing" in page, "Travel costs" in page) == (True, False)
    assert "?desk=finance#offers" in page
    page = home(client, desk="finance")
    assert ("Printing" in page, "Travel costs" in page) == (False, True)
    assert "Printing" in home(client, desk="nonsense")


def test_a_single_desk_needs_no_tabs(client, ann, printing):
    client.force_login(ann)
    assert "?desk=" not in home(client)


def test_newcomers_read_how_it_goes(client, ann, printing):
    client.force_login(ann)
    page = home(client)
    assert "No open request" in page
    assert "It is done when you say so." in page


def test_guests_find_the_ways_in_and_only_desks_open_to_them(client, printing, travel):
    travel.desk.is_open_to_guests = False
    travel.desk.save()
    page = home(client, desk="finance")
    assert "Follow a request by e-mail link" in page
    assert ("Printing" in page, "Travel costs" in page, "#offers" in page) == (True, False, False)


def test_a_house_without_categories_says_so(client, ann):
    client.force_login(ann)
    assert "There is nothing to ask for here yet" in home(client)
