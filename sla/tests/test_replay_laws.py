"""Whatever happened: read twice, or in two batches, the same events give the same clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sla.book import open_book
from sla.bookkeeping import Account
from sla.models import Metric, Policy, ServiceRecord, Target
from sla.replay import COMPARED
from sla.tests.conftest import HOUR, LONG_AGO
from tickets.models import Event, Group, Ticket, WaitingFor

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 3, 27, 12, tzinfo=UTC)
REQUESTER, AGENT, SUPPLIER = 7, 8, 4
STATES = [
    (Group.NEW, ""), (Group.IN_PROGRESS, ""), (Group.WAITING, WaitingFor.REQUESTER),
    (Group.WAITING, WaitingFor.SUPPLIER), (Group.WAITING, WaitingFor.DATE), (Group.RESOLVED, ""), (Group.CLOSED, ""),
]  # fmt: skip

words = st.tuples(st.just("words"), st.sampled_from([REQUESTER, AGENT, None]))
moves = st.tuples(st.just("move"), st.tuples(st.sampled_from(STATES), st.sampled_from([REQUESTER, AGENT])))
changes = st.tuples(st.just("priority"), st.integers(1, 4))
teams = st.tuples(st.just("team"), st.sampled_from([1, 2, None]))
suppliers = st.tuples(st.just("supplier"), st.sampled_from(["sent", "waiting", "resumed", "returned"]))
pauses = st.integers(0, 3 * 24 * 3600 * 1_000_000)
histories = st.lists(st.tuples(pauses, st.one_of(words, moves, changes, teams, suppliers)), max_size=14)


@pytest.fixture
def everything(always, office):
    """Every metric promised, some by another calendar for urgent tickets."""
    targets = [Target.of(metric, 6 * HOUR) for metric in Metric if metric not in ("ola", "own", "uc")]
    targets.append(Target.of(Metric.RESOLUTION, 3 * HOUR, priority=1, calendar=office))
    Policy.objects.create(name="All").publish(targets, calendar=always, valid_from=LONG_AGO)
    for party, metrics in (("team", [Metric.OLA]), ("supplier", [Metric.UC])):
        policy = Policy.objects.create(name=party, party=party)
        policy.publish([Target.of(one, 5 * HOUR) for one in metrics], calendar=office, valid_from=LONG_AGO)
    return open_book()


def told(history):
    """The Events of a random history, the opening first."""
    standing = {"group": Group.NEW, "waiting_for": "", "priority": 3, "team": None, "assignee": None}
    at, events = BEGAN, [happened(1, Event.Kind.OPENED, BEGAN, REQUESTER, standing)]
    for pk, (later, (what, how)) in enumerate(history, start=2):
        at += timedelta(microseconds=later)
        kind, actor, details = Event.Kind.DESCRIBED, AGENT, {}
        if what == "words":
            kind, actor = Event.Kind.REPLIED, how
        elif what == "move":
            (group, waiting_for), actor = how
            kind, standing = (
                Event.Kind.STATUS_CHANGED,
                {**standing, "group": group, "waiting_for": waiting_for},
            )
        elif what == "supplier":
            kind, details = Event.Kind.SUPPLIER, {"step": how, "team": SUPPLIER}
        else:
            standing = {**standing, what: how}
        events.append(happened(pk, kind, at, actor, standing, details))
    return events


def happened(pk, kind, at, actor, standing, details=None):
    ticket = Ticket(pk=1, requester_id=REQUESTER)
    return Event(
        pk=pk, ticket=ticket, kind=kind, at=at, actor_id=actor, standing=standing, details=details or {}
    )


def read(book, *batches):
    """The clocks after the batches of events, each read by an Account of its own."""
    record, clocks = ServiceRecord(opened_at=BEGAN), []
    for events in batches:
        account = Account(Ticket(pk=1, requester_id=REQUESTER), book, record, clocks)
        for event in events:
            account.read(event)
        account.settle()
        record, clocks = account.record, account.ledger.clocks
    return [{name: getattr(clock, name) for name in COMPARED} for clock in clocks]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(history=histories, cut=st.integers(1, 15))
def test_twice_or_in_two_batches_is_the_same(everything, history, cut):
    events = told(history)
    once = read(everything, events)
    assert read(everything, told(history)) == once
    assert read(everything, events[:cut], events[cut:]) == once
    assert read(everything, *([event] for event in events)) == once
