"""The cast, a calendar and what is promised to them."""

from datetime import UTC, datetime, timedelta

import pytest

from sla.models import Calendar, Metric, Policy, Target
from sla.opening_hours import WEEKDAYS
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
