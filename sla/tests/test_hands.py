"""Who had the time of a ticket: teams, suppliers, the requester, nobody; together, to the microsecond, its life."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from accounts.models import Team
from accounts.tests.factories import TeamFactory
from sla.hands import ENDED, NOBODY, REQUESTER, SOLVED, SUPPLIER, TEAM, holdings
from sla.tests.conftest import let_pass
from tickets.models import Event, Group, WaitingFor
from tickets.tests.factories import opened

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def event(after, pk, group=Group.NEW, team=None, waiting_for="", kind=Event.Kind.NOTED, step="sent"):
    standing = {"group": group, "team": team, "waiting_for": waiting_for}
    return SimpleNamespace(
        pk=pk, at=BEGAN + after, kind=kind, standing=standing, details={"step": step, "team": 9}
    )


events = some.lists(
    some.tuples(
        some.integers(0, 10**13),
        some.sampled_from(Group),
        some.sampled_from([None, 1, 2]),
        some.sampled_from(["", *WaitingFor]),
        some.sampled_from([Event.Kind.NOTED, Event.Kind.SUPPLIER]),
        some.sampled_from(["sent", "waiting", "resumed", "returned"]),
    ),
    min_size=1,
    max_size=30,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(events, some.integers(0, 10**13))
def test_the_parts_sum_up_to_the_life(told, longer):
    after = sorted(one[0] for one in told)
    history = [
        event(at * MICROSECOND, pk, *facts)
        for pk, (at, (_at, *facts)) in enumerate(zip(after, told, strict=True), 1)
    ]
    until = BEGAN + (after[-1] + longer) * MICROSECOND
    held = holdings(history, until, {2})
    open_ones = [place for place, one in enumerate(history) if one.standing["group"] not in ENDED]
    after_the_last = history[open_ones[-1] + 1 :] if open_ones else history
    lived = (after_the_last[0].at if after_the_last else until) - history[0].at
    assert sum(amount for _holder, amount in held) * MICROSECOND == lived
    assert all(amount >= 0 for _holder, amount in held)


def test_each_stretch_belongs_to_whoever_had_it():
    hour = timedelta(hours=1)
    history = [
        event(0 * hour, 1),
        event(1 * hour, 2, Group.IN_PROGRESS, 1),
        event(3 * hour, 3, Group.WAITING, 1, WaitingFor.REQUESTER),
        event(6 * hour, 4, Group.WAITING, 1, WaitingFor.SUPPLIER, Event.Kind.SUPPLIER),
        event(10 * hour, 5, Group.RESOLVED, 1),
        event(15 * hour, 6, Group.IN_PROGRESS, 1),
        event(16 * hour, 7, Group.CLOSED, 1),
    ]
    held = {holder: amount * MICROSECOND / hour for holder, amount in holdings(history, BEGAN + 99 * hour)}
    assert held == {
        (NOBODY, None): 1,
        (TEAM, 1): 3,
        (REQUESTER, None): 3,
        (SUPPLIER, 9): 4,
        (SOLVED, None): 5,
    }


@pytest.mark.django_db
def test_the_page_of_clocks_names_them(client, gold, ann, ben, printing, it_desk):
    ticket = opened(requester=ann, category=printing)
    let_pass(ticket, hours=5)
    supplier = TeamFactory(desk=it_desk, name="Printer people", tier=Team.Tier.VENDOR)
    ticket.hand_over(supplier, by=ben)
    ticket.wait(WaitingFor.SUPPLIER, by=ben)
    let_pass(ticket, hours=5)
    client.force_login(ben)
    page = client.get(reverse("sla:clocks", args=[ticket.number])).content.decode()
    assert "Supplier: Printer people" in page
    assert "First line" in page
