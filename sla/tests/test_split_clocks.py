"""A ticket that was split off counts from when its words were said."""

from datetime import timedelta

import pytest

from sla.book import open_book
from sla.models import Clock, Metric
from sla.replay import differences, rewrite
from sla.tests.conftest import let_pass
from tickets.models import Event, Message
from tickets.splitting import split_off
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(gold, ann, printing):
    return opened(requester=ann, category=printing)


def test_clocks_begin_with_the_message_and_those_of_the_other_go_on(source, ann, ben, printing):
    source.reply("We look at it.", by=ben)
    message = source.reply("By the way, the lift is stuck.", by=ann).message
    let_pass(source, hours=1)
    rewrite(source, open_book())
    Message.objects.filter(pk=message.pk).update(created_at=message.created_at - timedelta(hours=1))
    before = list(Clock.objects.of(source).values_list("metric", "started_at", "stopped_at"))
    message.refresh_from_db()

    new = split_off(message, subject="The lift", category=printing, by=ben)
    clocks = {clock.metric: clock.started_at for clock in Clock.objects.of(new)}
    assert clocks == dict.fromkeys((Metric.FIRST_RESPONSE, Metric.RESOLUTION), message.created_at)
    assert new.events.get(kind=Event.Kind.OPENED).at == message.created_at
    assert list(Clock.objects.of(source).values_list("metric", "started_at", "stopped_at")) == before
    assert not differences(new, open_book())
    assert not differences(source, open_book())


def test_an_answer_there_stops_the_first_response(source, ann, ben):
    message = source.reply("By the way, the lift is stuck.", by=ann).message
    new = split_off(message, subject="The lift", by=ben)
    new.reply("Somebody is coming.", by=ben)
    first = Clock.objects.of(new).get(metric=Metric.FIRST_RESPONSE)
    assert first.why_stopped == "answered"
    assert not differences(new, open_book())
