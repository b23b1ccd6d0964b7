"""A threshold fires once, whoever looks, and is told on the timeline."""

import pytest

from sla.models import Clock, Firing, Metric, Policy, Step, Target
from sla.tests.conftest import HOUR, LONG_AGO, let_pass
from sla.ticking import fire_due, tick
from tickets.models import WaitingFor
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def silver(always):
    """Two hours to the first answer: a warning at half the time, another a quarter of an hour before, two after."""
    policy = Policy.objects.create(name="Silver")
    policy.publish(
        [Target.of(Metric.FIRST_RESPONSE, 2 * HOUR), Target.of(Metric.RESOLUTION, 8 * HOUR)],
        [
            Step(metric=Metric.FIRST_RESPONSE, order=1, kind=Step.Kind.PERCENT, percent=50),
            Step(metric=Metric.FIRST_RESPONSE, order=2, kind=Step.Kind.BEFORE, span=900_000_000),
            Step(metric=Metric.FIRST_RESPONSE, order=3, kind=Step.Kind.REPEAT, span=3_600_000_000, most=2),
        ],
        calendar=always,
        valid_from=LONG_AGO,
    )
    return policy


@pytest.fixture
def ticket(silver, ann, printing):
    return opened(requester=ann, category=printing)


def fired(ticket):
    return list(Firing.objects.filter(clock__ticket=ticket).order_by("due_at").values_list("step", flat=True))


def test_nothing_is_due_at_first(ticket):
    assert tick() == 0


def test_a_warning_fires_once(ticket):
    let_pass(ticket, minutes=61)
    assert tick() == 1
    assert tick() == 0
    assert fired(ticket) == ["1"]
    event = ticket.events.last()
    assert (event.kind, event.details["metric"]) == ("warned", Metric.FIRST_RESPONSE)
    assert event.standing["group"] == "new"


def test_after_an_outage_all_are_recorded_and_one_line_is_written(ticket):
    let_pass(ticket, hours=3, minutes=1)
    assert tick() == 4
    assert fired(ticket) == ["1", "2", Firing.BREACH, "3.1"]
    lines = ticket.events.filter(kind__in=["warned", "breached"])
    assert [line.kind for line in lines] == ["breached"]
    clock = Clock.objects.get(ticket=ticket, metric=Metric.FIRST_RESPONSE)
    assert clock.is_breached
    due = Firing.objects.get(clock=clock, step=Firing.BREACH)
    assert (due.due_at, due.is_late) == (clock.breach_at, True)


def test_a_clock_in_other_hands_is_left_to_them(ticket):
    let_pass(ticket, hours=3)
    Clock.objects.of(ticket).update(next_due_at=None)
    assert fire_due() == (0, 0)


def test_nothing_fires_while_a_clock_is_paused(ticket, ben):
    ticket.reply("We look at it.", by=ben)
    ticket.wait(WaitingFor.REQUESTER, by=ben)
    assert not Clock.objects.of(ticket).live().exclude(next_due_at=None).exists()


def test_what_was_passed_before_the_answer_is_told_all_the_same(ticket, ben):
    let_pass(ticket, hours=2, minutes=5)
    ticket.reply("Late, I know.", by=ben)
    clock = Clock.objects.get(ticket=ticket, metric=Metric.FIRST_RESPONSE)
    assert (clock.is_breached, clock.next_due_at is None) == (True, False)
    tick()
    assert fired(ticket) == ["1", "2", Firing.BREACH]


def test_more_time_arms_again_what_was_broken(ticket, silver, always, ben):
    let_pass(ticket, hours=2, minutes=5)
    tick()
    longer = Policy.objects.create(name="Longer")
    longer.publish(
        [Target.of(Metric.FIRST_RESPONSE, 4 * HOUR)],
        calendar=always,
        order=0,
        valid_from=LONG_AGO,
        fits={"priority": [4]},
    )
    silver.versions.update(order=1)
    ticket.prioritize(4, by=ben)
    clock = Clock.objects.get(ticket=ticket, metric=Metric.FIRST_RESPONSE)
    breach = Firing.objects.get(clock=clock, step=Firing.BREACH)
    assert breach.retracted_at
    assert not clock.is_breached
    let_pass(ticket, hours=2)
    tick()
    assert Firing.objects.get(clock=clock, step=Firing.BREACH, arming=1).retracted_at is None


def test_less_time_for_what_is_broken_already_fires_nothing(ticket, silver, always, ben):
    let_pass(ticket, hours=2, minutes=5)
    tick()
    before = fired(ticket)
    shorter = Policy.objects.create(name="Shorter")
    shorter.publish(
        [Target.of(Metric.FIRST_RESPONSE, HOUR)],
        calendar=always,
        order=0,
        valid_from=LONG_AGO,
        fits={"priority": [1]},
    )
    silver.versions.update(order=1)
    ticket.prioritize(1, by=ben)
    tick()
    assert fired(ticket)[: len(before)].count(Firing.BREACH) == 1
    assert Firing.objects.filter(clock__ticket=ticket, step=Firing.BREACH).count() == 1
