"""The clocks of a ticket on the page of those who work on it, and on nobody else's."""

import pytest
from django.urls import reverse

from sla.models import Clock, Metric
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def ticket(gold, ann, printing):
    return opened(requester=ann, category=printing)


def addresses(ticket):
    clock = Clock.objects.of(ticket).get(metric=Metric.RESOLUTION)
    return [reverse("sla:clocks", args=[ticket.number]), reverse("sla:clock", args=[ticket.number, clock.pk])]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["browser", "htmx"])
def test_an_agent_sees_what_was_promised_and_why(client, ticket, ben, headers):
    client.force_login(ben)
    for address in addresses(ticket):
        response = client.get(address, headers=headers)
        assert response.status_code == 200
        assert "Resolution" in response.content.decode()
    assert "Why is it due then?" in response.content.decode()


def test_those_who_ask_see_no_clock(client, ticket, ann):
    client.force_login(ann)
    assert {client.get(address).status_code for address in addresses(ticket)} == {403}


def test_agents_of_another_desk_see_nothing_at_all(client, ticket, hana):
    client.force_login(hana)
    assert {client.get(address).status_code for address in addresses(ticket)} == {404}


def test_a_clock_of_another_ticket_is_not_found(client, ticket, ann, ben, printing):
    client.force_login(ben)
    other = opened(requester=ann, category=printing)
    clock = Clock.objects.of(other).first()
    assert client.get(reverse("sla:clock", args=[ticket.number, clock.pk])).status_code == 404


def test_the_pages_cost_a_few_statements_whatever_the_history(
    client, ticket, ann, ben, django_assert_max_num_queries
):
    client.force_login(ben)
    for _turn in range(5):
        ticket.reply("And?", by=ann)
        ticket.reply("Soon.", by=ben)
    for address in addresses(ticket):
        with django_assert_max_num_queries(9):
            client.get(address)
