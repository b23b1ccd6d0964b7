"""Makes the demo world in an empty house, once."""

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Desk, User
from helpdesk.demo import (
    LOGINS,
    PASSWORD,
    categories,
    desks,
    fields,
    major_incident,
    monday_morning,
    past,
    people,
    promises,
    queues,
    quiet_week,
    today,
)
from helpdesk.demo.world import World
from tickets.models import ResolutionCode

PLACES = [people, desks, categories, fields, queues]
STORIES = [quiet_week, monday_morning, major_incident, today]


def is_there():
    """Whether this house is inhabited already, by the demo world or by real people."""
    return Desk.objects.exists() or User.objects.exists()


def is_demo():
    """Whether this house is the demo world."""
    return User.objects.filter(email=LOGINS[0][1]).exists()


@transaction.atomic
def make(*, seed=1, password=PASSWORD, now=None):
    """Make everything, as it would stand at `now`; without a `password` nobody can sign in. Returns the World."""
    world = World(now or timezone.now(), seed, password)
    world.codes = list(ResolutionCode.objects.order_by("order", "pk"))
    for part in PLACES + STORIES:
        part.build(world)
    past.settle()
    # At the end: each clock is counted once and not with every line of a story.
    promises.build(world)
    promises.settle()
    # Settled above: nobody has to be woken for it.
    connection.run_on_commit.clear()
    return world
