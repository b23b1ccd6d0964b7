"""Clocks are a projection of events: read again, they come out the same, and what is wrong is put right."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sla.book import open_book
from sla.models import Clock, Correction, Firing, Metric
from sla.replay import differences, rewrite
from sla.tests.conftest import let_pass
from sla.ticking import tick
from tickets.models import Event
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(gold, ann, printing):
    return opened(requester=ann, category=printing)


def fsck(*words):
    out = StringIO()
    call_command("sla_fsck", *words, stdout=out)
    return out.getvalue()


def test_what_is_right_is_left_alone(ticket, ben):
    ticket.reply("We look at it.", by=ben)
    assert "1 tickets read again, 0 differ." in fsck()


def test_what_is_wrong_is_found_and_put_right(ticket, ben):
    ticket.reply("We look at it.", by=ben)
    right = Clock.objects.of(ticket).get(metric=Metric.FIRST_RESPONSE).used
    Clock.objects.of(ticket).filter(metric=Metric.FIRST_RESPONSE).update(used=1)
    with pytest.raises(CommandError):
        fsck()
    assert "1 differ" in fsck("--repair")
    assert "0 differ" in fsck(str(ticket.number))
    assert Clock.objects.of(ticket).get(metric=Metric.FIRST_RESPONSE).used == right
    assert Correction.objects.get().differences[0]["was"] == {"used": "1"}


def test_history_that_was_moved_is_read_as_it_stands(ticket, ben):
    ticket.reply("We look at it.", by=ben)
    for event in ticket.events.all():
        Event.objects.filter(pk=event.pk).update(at=event.at - timedelta(days=3, microseconds=7))
    rewrite(ticket, open_book())
    assert not differences(ticket, open_book())
    first = Clock.objects.of(ticket).get(metric=Metric.FIRST_RESPONSE)
    assert first.started_at == ticket.events.first().at


def test_a_letter_that_comes_in_late_stands_where_it_belongs(ticket, ann, ben):
    ticket.reply("We look at it.", by=ben)
    Event.objects.filter(ticket=ticket).update(at=ticket.opened_at)
    answer = ticket.events.get(kind=Event.Kind.REPLIED)
    Event.objects.filter(pk=answer.pk).update(at=ticket.opened_at + timedelta(hours=2))
    rewrite(ticket, open_book())
    event = ticket.reply("It smells, by the way.", by=ann)
    rewrite(ticket, open_book())
    Event.objects.filter(pk=event.pk).update(at=ticket.opened_at + timedelta(hours=1))
    rewrite(ticket, open_book())
    assert not Clock.objects.of(ticket).filter(metric=Metric.NEXT_RESPONSE).exists()
    first = Clock.objects.of(ticket).get(metric=Metric.FIRST_RESPONSE)
    assert first.stopped_at == ticket.opened_at + timedelta(hours=2)


def test_every_stretch_and_sum_can_be_printed(ticket, ben):
    ticket.reply("We look at it.", by=ben)
    out = StringIO()
    call_command("sla_explain", ticket.number, stdout=out)
    assert "First response" in out.getvalue()
    assert "open" in out.getvalue()
    with pytest.raises(CommandError, match="no ticket 99"):
        call_command("sla_explain", 99)


def test_what_has_fired_stays_fired_when_history_is_read_again(ticket):
    let_pass(ticket, hours=5)
    tick()
    Event.objects.filter(ticket=ticket, kind=Event.Kind.BREACHED).delete()
    rewrite(ticket, open_book())
    assert not Firing.objects.exclude(retracted_at=None).exists()
    assert tick() == 0
