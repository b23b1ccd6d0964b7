"""A little chaos: processes die in the midst of firing; nothing is lost or doubled. bin/chaos sla does much more."""

import signal
import subprocess
from datetime import timedelta

import pytest
from django.core.management import call_command

from accounts.models import Desk
from accounts.roles import Role
from accounts.tests.factories import TeamFactory, UserFactory
from channels.tests.elsewhere import PYTHON, environment
from helpdesk.bench import many
from helpdesk.chaos import judge
from helpdesk.chaos.crew import FAILPOINTS
from sla.ticking import tick
from tickets.tasks import sweep_reactions

TICKETS = 10
TIMERS = TICKETS * 4


@pytest.mark.django_db(transaction=True)
def test_tickers_that_die_in_the_midst_of_firing_lose_and_double_nothing():
    desk = Desk.objects.create(name="Desk", slug="desk")
    TeamFactory(desk=desk).members.add(UserFactory(role=Role.AGENT))
    # A step and a breach of two clocks each, all of them within a second.
    over = timedelta(seconds=1)
    many.promise(over, over, [{"do": "notify", "whom": "assignee"}, {"do": "tag", "tag": "late"}])
    many.multiply(many.first_ticket(), TICKETS - 1, over=over / 2)
    *before, after = FAILPOINTS
    # At once, each at a place of its own; none of them comes to its commit.
    assert deaths(before) == {-signal.SIGKILL}
    assert judge.fired() == 0
    assert deaths([after]) == {-signal.SIGKILL}
    assert judge.fired() == TIMERS
    assert tick() == 0
    for _turn in range(3):
        # What was done has reactions of its own.
        sweep_reactions()

    assert judge.fired() == TIMERS
    assert [name for name, count in judge.verdict().items() if count] == []
    call_command("sla_fsck")


def deaths(places):
    """How tickers end that die each at its place."""
    command = [PYTHON, "manage.py", "sla_tick"]
    tickers = [subprocess.Popen(command, env=environment(FAILPOINTS=f"{place}=1")) for place in places]
    return {one.wait(timeout=90) for one in tickers}
