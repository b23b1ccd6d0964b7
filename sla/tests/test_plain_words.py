"""What the requester reads of a promise: plain words, their own clock, and nothing that can still be taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sla.plain_words import promises
from sla.tests.conftest import let_pass
from tickets.models import GuestLink, Ticket, WaitingFor
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(gold, ann, printing):
    return opened(requester=ann, category=printing)


def page(client, ticket, name="portal:ticket"):
    return client.get(reverse(name, args=[ticket.number])).content.decode()


def said(ticket):
    return [
        str(words).split(" {")[0] for words, _moment, _is_over in promises(Ticket.objects.get(pk=ticket.pk))
    ]


@pytest.mark.parametrize("name", ["portal:ticket", "portal:sent"])
def test_both_promises_stand_on_the_page(client, ticket, ann, name):
    client.force_login(ann)
    words = page(client, ticket, name)
    assert "We will answer by <time" in words
    assert "We will have solved this by <time" in words
    assert "SLA" not in words


def test_after_an_answer_the_next_news_are_promised(ticket, ben, ann):
    ticket.reply("We look at it.", by=ben)
    assert said(ticket) == ["You will hear from us again by", "We will have solved this by"]
    ticket.reply("And?", by=ann)
    assert "We will answer by" in said(ticket)


def test_a_broken_promise_is_admitted(ticket):
    let_pass(ticket, hours=5)
    assert said(ticket) == ["We should have answered by", "We will have solved this by"]


def test_while_we_wait_the_time_does_not_run(ticket, ben):
    ticket.wait(WaitingFor.REQUESTER, by=ben, reason="")
    assert said(ticket)[-1].startswith("We are waiting for an answer")


def test_nothing_is_said_once_it_is_solved_or_was_never_promised(ticket, ben, solved, ann, printing, client):
    ticket.resolve(by=ben, code=solved)
    assert said(ticket) == []
    client.force_login(ann)
    assert "We will" not in page(client, ticket)


def test_what_can_be_taken_back_changes_nothing_yet(ticket, ben, solved):
    before = said(ticket)
    ticket.reply("We look at it.", by=ben, hold=timedelta(seconds=10))
    assert said(ticket) == before
    ticket.events.update(held_until=None)
    assert said(ticket) != before


def test_a_guest_reads_it_too_in_the_own_language(client, ticket, ann):
    ann.language = "fa"
    ann.save()
    client.force_login(ann)
    assert "۰" in page(client, ticket).split('id="promises"')[1].split("</div>")[0]
    client.logout()
    link = GuestLink.objects.for_person(ticket, ann)
    assert 'id="promises"' in client.get(reverse("portal:guest", args=[link.token])).content.decode()
