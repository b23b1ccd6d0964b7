"""A long conversation from the requester's side: the middle is folded, what is new never."""

import re

import pytest
from django.urls import reverse


@pytest.fixture
def long(printer, ben):
    for number in range(12):
        printer.reply(f"Words {number}.", by=ben)
    return printer


@pytest.fixture
def look(client, ann, long):
    client.force_login(ann)

    def looked(noun="ticket", **query):
        page = client.get(reverse(f"portal:{noun}", args=[long.number]), query).content.decode()
        return [int(number) for number in re.findall(r"Words (\d+)\.", page)], page

    return looked


def read(client, ticket, up_to):
    client.post(reverse("portal:reading", args=[ticket.number]), {"up_to": up_to})


def test_the_middle_is_folded_until_it_is_asked_for(client, long, look):
    read(client, long, long.events.last().pk)
    shown, page = look()
    assert shown == [7, 8, 9, 10, 11]
    assert "It smells, too." in page
    assert "Show 7 earlier messages" in page
    assert f'href="{reverse("portal:ticket", args=[long.number])}?all=1#conversation"' in page

    shown, page = look(all=1)
    assert shown == list(range(12))
    assert "earlier messages" not in page
    assert look("print")[0] == list(range(12))


def test_nothing_unread_is_folded_away(client, long, look):
    assert look()[0] == list(range(12))
    read(client, long, long.events.all()[6].pk)
    assert look()[0] == list(range(6, 12))


def test_what_stands_open_stays_open_when_there_is_news(client, ben, long, look):
    read(client, long, long.events.all()[6].pk)
    address = re.search(r'hx-get="[^"?]*\?from=(\d+)"', look()[1])[1]
    read(client, long, long.events.last().pk)
    long.reply("Words 12.", by=ben)
    assert look(**{"from": address})[0] == list(range(6, 13))
    assert look(**{"from": "nonsense"})[0] == list(range(8, 13))


def test_a_short_one_is_not_folded(client, ann, ben, printer):
    client.force_login(ann)
    for number in range(7):
        printer.reply(f"Words {number}.", by=ben)
    read(client, printer, printer.events.last().pk)
    page = client.get(reverse("portal:ticket", args=[printer.number])).content.decode()
    assert "earlier message" not in page


def test_it_needs_no_more_statements_than_a_short_one(client, long, look, django_assert_max_num_queries):
    for query in [{}, {"all": 1}]:
        with django_assert_max_num_queries(12):
            look(**query)
