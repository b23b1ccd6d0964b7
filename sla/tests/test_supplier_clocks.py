"""A supplier's time runs while it lies with them, and stands still while they wait for us."""

from datetime import timedelta

import pytest

from accounts.tests.factories import TeamFactory
from sla.book import open_book
from sla.models import Clock, Metric, Policy, Target, Why
from sla.replay import differences
from sla.tests.conftest import LONG_AGO
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def lexow_promises(always, lexow):
    """Lexow gives everything back within three hours."""
    policy = Policy.objects.create(name="Lexow", party=Policy.Party.SUPPLIER)
    policy.publish(
        [Target.of(Metric.UC, 3 * HOUR)], calendar=always, fits={"team": [lexow.pk]}, valid_from=LONG_AGO
    )
    return policy


@pytest.fixture
def ticket(gold, lexow_promises, ann, printing):
    return opened(requester=ann, category=printing)


@pytest.fixture
def case(ticket, lexow, ben):
    ticket.send_to_supplier(lexow, by=ben)
    return ticket.supplier_cases.get()


def theirs(ticket):
    return Clock.objects.of(ticket).get(metric=Metric.UC, cycle=1)


def test_their_time_runs_beside_that_of_the_requester(ticket, case):
    clock = theirs(ticket)
    assert (clock.team, clock.due_at - clock.started_at) == (case.team, 3 * HOUR)
    resolution = Clock.objects.of(ticket).get(metric=Metric.RESOLUTION)
    assert [clock.is_paused, resolution.is_paused] == [False, False]


def test_it_stands_still_while_they_wait_for_us_and_stops_when_they_give_it_back(ticket, case, ben):
    ticket.supplier_waits(case, by=ben)
    assert theirs(ticket).is_paused
    ticket.supplier_goes_on(case, by=ben)
    assert not theirs(ticket).is_paused
    ticket.returned_by_supplier(case, by=ben)
    assert theirs(ticket).why_stopped == Why.RETURNED
    ticket.send_to_supplier(case.team, by=ben)
    assert Clock.objects.of(ticket).live().get(metric=Metric.UC).cycle == 2
    assert not differences(ticket, open_book())


def test_nothing_runs_where_nothing_was_agreed(ticket, case, it_desk, ben):
    ticket.send_to_supplier(TeamFactory(desk=it_desk, tier=4), by=ben)
    assert Clock.objects.of(ticket).filter(metric=Metric.UC).count() == 1


def test_the_end_of_the_ticket_stops_it_and_a_resolution_taken_back_does_not(ticket, case, ben, solved):
    said = ticket.reply("It works again.", by=ben, hold=timedelta(seconds=10)).message
    ticket.resolve(by=ben, code=solved, with_reply=said)
    assert theirs(ticket).why_stopped == Why.RESOLVED
    ticket.withdraw(said, by=ben)
    assert theirs(ticket).stopped_at is None
    assert ticket.supplier_cases.open().exists()
    ticket.close(by=ben)
    assert theirs(ticket).why_stopped == Why.RESOLVED
    assert not differences(ticket, open_book())
