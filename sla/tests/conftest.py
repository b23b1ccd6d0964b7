"""The cast, a calendar and what is promised to them."""

from datetime import UTC, datetime, timedelta

import pytest

from sla.book import open_book
from sla.models import Calendar, Clock, Metric, Policy, Step, Target
from sla.opening_hours import WEEKDAYS
from sla.reckoning import reckon
from sla.ticking import tick
from tickets.models import Event
from tickets.tests.conftest import *  # noqa: F403  the same cast

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
OFFICE = {"tz": "Europe/Istanbul", "week": {day: [["09:00", "18:00"]] for day in WEEKDAYS[:5]}}
ALWAYS = {"tz": "UTC", "week": {day: [["00:00", "24:00"]] for day in WEEKDAYS}}
HOUR = timedelta(hours=1)


@pytest.fixture
def always(db):
    calendar = Calendar.objects.create(name="Day and night")
    calendar.publish(ALWAYS, valid_from=LONG_AGO)
    return calendar


@pytest.fixture
def office(db):
    calendar = Calendar.objects.create(name="Office hours")
    calendar.publish(OFFICE, valid_from=LONG_AGO)
    return calendar


@pytest.fixture
def gold(always):
    """Four hours to the first answer, one between answers, eight to the solution; an update every two."""
    policy = Policy.objects.create(name="Gold")
    policy.publish(
        [
            Target.of(Metric.FIRST_RESPONSE, 4 * HOUR),
            Target.of(Metric.NEXT_RESPONSE, HOUR),
            Target.of(Metric.PERIODIC_UPDATE, 2 * HOUR),
            Target.of(Metric.RESOLUTION, 8 * HOUR),
            Target.of(Metric.RESOLUTION, 2 * HOUR, priority=1),
        ],
        calendar=always,
        valid_from=LONG_AGO,
    )
    return policy


@pytest.fixture
def first_line_promises(always, first_line):
    """The first line accepts within half an hour and is done within two."""
    policy = Policy.objects.create(name="First line", party=Policy.Party.TEAM)
    policy.publish(
        [Target.of(Metric.OWN, HOUR / 2), Target.of(Metric.OLA, 2 * HOUR)],
        calendar=always,
        fits={"team": [first_line.pk]},
        valid_from=LONG_AGO,
    )
    return policy


def let_pass(ticket, **time):
    """Time passes for the clocks of a ticket: all of it moves into the past."""
    span = timedelta(**time)
    book = open_book()
    for event in ticket.events.all():
        type(event).objects.filter(pk=event.pk).update(at=event.at - span)
    for clock in Clock.objects.of(ticket):
        clock.started_at -= span
        reckon(
            clock, book.working_time(clock.calendar_id), book.steps_of(clock.target_id), at=clock.started_at
        )
        clock.save()


@pytest.fixture
def promise(always):
    """A resolution within an hour, and what shall happen at half of it."""

    def published(*actions):
        policy = Policy.objects.create(name="Bronze")
        step = Step(
            metric=Metric.RESOLUTION, order=1, kind=Step.Kind.PERCENT, percent=50, actions=list(actions)
        )
        policy.publish([Target.of(Metric.RESOLUTION, HOUR)], [step], calendar=always, valid_from=LONG_AGO)

    return published


def half_an_hour_later(ticket):
    let_pass(ticket, minutes=31)
    tick()
    event = ticket.events.filter(kind=Event.Kind.WARNED).last()
    event.react()
    ticket.refresh_from_db()
    return event
