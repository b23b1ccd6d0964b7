"""Clocks of two tickets that become one: those of the double are cancelled, those of the other go on."""

import pytest

from sla.book import open_book
from sla.models import Clock, Metric, Why
from sla.replay import differences
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def double(gold, ann, printing):
    return opened(requester=ann, category=printing)


@pytest.fixture
def target(gold, ann, printing):
    return opened(requester=ann, category=printing)


def live(ticket):
    return set(Clock.objects.of(ticket).live().values_list("metric", flat=True))


def test_the_clocks_of_the_double_are_cancelled_and_nothing_of_it_counts_as_solved(double, target, ben):
    double.merge_into(target, by=ben)
    assert {clock.why_stopped for clock in Clock.objects.of(double)} == {Why.CANCELLED}
    assert not differences(double, open_book())


def test_the_other_goes_on_with_its_own_clocks(double, target, ben):
    before = list(Clock.objects.of(target).values_list("metric", "started_at"))
    double.merge_into(target, by=ben)
    assert list(Clock.objects.of(target).values_list("metric", "started_at")) == before
    assert not differences(target, open_book())


def test_who_waits_at_the_double_is_to_be_answered_at_the_other_from_then_on(double, target, ben):
    target.reply("We look at it.", by=ben)
    double.merge_into(target, by=ben)
    clock = Clock.objects.of(target).get(metric=Metric.NEXT_RESPONSE)
    assert clock.started_at == target.events.get(kind="took_in").at
    assert not differences(target, open_book())
    target.reply("Still looking.", by=ben)
    assert Clock.objects.of(target).get(metric=Metric.NEXT_RESPONSE).why_stopped == Why.ANSWERED


def test_who_was_answered_at_the_double_waits_for_nothing(double, target, ben):
    for ticket in (target, double):
        ticket.reply("We look at it.", by=ben)
    double.merge_into(target, by=ben)
    assert Metric.NEXT_RESPONSE not in live(target)


def test_a_double_that_had_been_solved_asks_for_nothing(double, target, ben, solved):
    target.reply("We look at it.", by=ben)
    double.resolve(by=ben, code=solved)
    double.merge_into(target, by=ben)
    assert Metric.NEXT_RESPONSE not in live(target)
    assert Clock.objects.of(double).get(metric=Metric.RESOLUTION).why_stopped == Why.RESOLVED


def test_who_asks_again_there_changes_nothing_of_a_clock_that_runs(double, target, ann, ben):
    target.reply("We look at it.", by=ben)
    target.reply("And?", by=ann)
    began = Clock.objects.of(target).get(metric=Metric.NEXT_RESPONSE).started_at
    double.merge_into(target, by=ben)
    assert Clock.objects.of(target).get(metric=Metric.NEXT_RESPONSE).started_at == began
