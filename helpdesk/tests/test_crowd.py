"""The crowd of tickets for measuring keeps what the verbs promise, although no verb wrote it."""

import multiprocessing
import os
import random
import signal
from contextlib import closing
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from core.html import from_markdown
from helpdesk.demo import making
from helpdesk.demo.crowd import batches, loading
from helpdesk.tests import template
from tickets.models import OPEN_GROUPS, Event, Group, Message, Ticket
from tickets.tests.factories import opened

COUNT = 400


@pytest.fixture(scope="module")
def crowded(django_db_setup, django_db_blocker):
    """A database with a crowd in it, made once; what a test changes there is taken back."""
    name = f"{connection.settings_dict['TEST']['NAME']}_crowd"
    with django_db_blocker.unblock(), template.copied(template.ensure(), name):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(making, "STORIES", [])
            making.make(password=None)
        loading.load(COUNT)
        yield


@pytest.fixture
def crowd(crowded, db):
    return Ticket.objects.all()


def test_every_ticket_stands_as_the_verbs_would_have_left_it(crowd):
    assert crowd.count() == COUNT
    for ticket in crowd.select_related("status", "desk", "category", "requester"):
        events = list(ticket.events.all())
        assert events[0].kind == Event.Kind.OPENED
        assert (events[0].at, events[-1].at) == (ticket.opened_at, ticket.updated_at)
        assert [event.at for event in events] == sorted(event.at for event in events)
        assert ticket.group == ticket.status.group
        assert ticket.desk == ticket.category.desk
        assert (ticket.assignee is None) == (ticket.group == Group.NEW)
        assert (ticket.closed_at is not None) == (ticket.group == Group.CLOSED)
        assert (ticket.resolved_at is None) == (ticket.group in OPEN_GROUPS)
        assert (ticket.close_at is not None) == (ticket.group == Group.RESOLVED)
        assert bool(ticket.waiting_for) == (ticket.group == Group.WAITING)
        assert not ticket.waiting_for or ticket.is_answered
        assert ticket.assignee is None or ticket.is_worked_by(ticket.assignee)
        assert ticket.organization_id == ticket.requester.organization_id


def test_lists_repeat_what_was_really_said(crowd):
    for ticket in crowd:
        told = (ticket.last_words, ticket.last_public_words, ticket.is_answered, ticket.first_replied_at)
        ticket.recount_words()
        assert told == (
            ticket.last_words,
            ticket.last_public_words,
            ticket.is_answered,
            ticket.first_replied_at,
        )


def test_messages_are_rendered_as_they_would_have_been(crowd):
    for message in Message.objects.all():
        assert message.html == from_markdown(message.body)
        assert "⟦" not in message.body
    assert Message.objects.filter(is_internal=True).exists()


def test_nothing_is_left_to_do_and_nothing_lies_ahead(crowd):
    assert not Event.objects.filter(is_settled=False).exists()
    assert not Event.objects.filter(at__gt=timezone.now()).exists()
    assert not crowd.filter(group=Group.RESOLVED, close_at__lte=timezone.now()).exists()
    assert not crowd.filter(opened_at__gt=F("updated_at")).exists()


def test_numbers_and_ids_go_on(crowd):
    last = crowd.order_by("number").last().number
    category = crowd.first().category
    ticket = opened(requester=User.objects.get(email="emma@meridian.example"), category=category)
    assert ticket.number == last + 1
    ticket.reply("Goes on", by=ticket.requester)


def three_batches(monkeypatch):
    monkeypatch.setattr(batches, "A_BATCH", 20)
    return batches.Batches(loading.Writer(random.Random(7), timezone.now(), 50), seed=7)


def test_the_crowd_is_the_same_whoever_writes_it(crowd, monkeypatch):
    all_batches = three_batches(monkeypatch)
    alone = list(batches.written(all_batches, 1))
    assert len(alone) == 3
    assert list(batches.written(all_batches, 2)) == alone
    assert all_batches.write(1) == alone[1]


def test_a_process_that_is_ended_ends_the_whole(crowd, monkeypatch):
    monkeypatch.setattr(loading.Writer, "write", lambda self, row: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(ChildProcessError, match="Nothing is added"):
        list(batches.written(three_batches(monkeypatch), 2))
    assert not multiprocessing.active_children()


def test_who_leaves_early_leaves_no_process_behind(crowd, monkeypatch):
    with closing(batches.written(three_batches(monkeypatch), 2)) as ready:
        next(ready)
    assert not multiprocessing.active_children()


def test_a_batch_never_takes_the_ids_of_the_next(crowd, monkeypatch):
    monkeypatch.setattr(batches, "MESSAGES_A_TICKET", 1)
    with pytest.raises(ValueError, match="More than 1 messages"):
        list(batches.written(three_batches(monkeypatch), 2))
    assert not multiprocessing.active_children()


def test_the_same_seed_makes_the_same_crowd(crowd):
    now = timezone.now()
    rows = []
    for _time in range(2):
        writer = loading.Writer(random.Random(7), now, 30)
        for row in range(30):
            writer.write(row)
        rows.append([made for _table, made in writer.take_rows()])
    assert rows[0] == rows[1]


def test_as_many_as_asked_for_in_all(crowd):
    said = StringIO()
    call_command("seed", tickets=COUNT + 20, bench=True, stdout=said)
    call_command("seed", tickets=COUNT, stdout=said)
    assert crowd.count() == COUNT + 20
    assert "a second" in said.getvalue()
    assert "as many tickets already" in said.getvalue()
