"""A change of hours or promises is looked at before it is published, and carried over to what is open afterwards."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sla.book import open_book
from sla.models import Clock, Metric, Policy, Proposal
from sla.proposing import base_of, publish
from sla.replay import differences
from sla.tasks import work_on_proposals
from sla.tests.conftest import ALWAYS, HOUR, let_pass
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db
ON_CALL = {"metric": Metric.RESOLUTION, "amount": HOUR // timedelta(microseconds=1)}


@pytest.fixture
def tickets(gold, ann, ben, solved, printing):
    """Three that are open, and one that is resolved."""
    tickets = [opened(requester=ann, category=printing) for _ in range(4)]
    tickets[3].reply("Here it is.", by=ben)
    tickets[3].resolve(by=ben, code=solved)
    return tickets


def proposed(by, content, **facts):
    kind = Proposal.Kind.CALENDAR if "spec" in content else Proposal.Kind.POLICY
    thing = facts.get("calendar") or facts.get("policy")
    facts.setdefault("based_on", base_of(thing))
    proposal = Proposal.objects.create(content=content, kind=kind, made_by=by, **facts)
    work_on_proposals()
    proposal.refresh_from_db()
    assert not proposal.trouble
    return proposal


def carried_over(proposal, by):
    publish(proposal, by=by)
    work_on_proposals()
    proposal.refresh_from_db()
    assert not proposal.trouble
    assert proposal.stage == Proposal.Stage.DONE
    return proposal


def resting(days):
    """Day and night, but for the next days."""
    first = timezone.now().date()
    return ALWAYS | {"holidays": [str(first + timedelta(days=day)) for day in range(days)]}


def finished():
    return list(Clock.objects.filter(stopped_at__isnull=False).order_by("pk").values())


def policy(calendar, **facts):
    content = {
        "name": "Bronze",
        "party": "requester",
        "is_for_open_tickets": False,
        "calendar": calendar.pk,
        "targets": [ON_CALL],
        "steps": [],
    }
    return content | facts


def test_a_holiday_is_looked_at_first(tickets, always, ada):
    before = list(Clock.objects.order_by("pk").values())
    proposal = proposed(ada, {"name": "Day and night", "spec": resting(3)}, calendar=always)
    # The resolution and the first response of three tickets, and the two whole-life clocks have no target.
    assert proposal.stage == Proposal.Stage.READY
    assert (proposal.effect["open"], proposal.effect["moved"]) == (3, 6)
    assert (proposal.effect["later"], proposal.effect["breaching"]) == (6, 0)
    assert len(proposal.effect["examples"]) == 6
    month = proposal.effect["month"]
    assert [month[name] for name in ("of", "looked", "judged", "kept", "kept_then")] == [2, 2, 2, 2, 2]
    assert list(Clock.objects.order_by("pk").values()) == before


def test_a_holiday_moves_what_is_open_and_nothing_else(tickets, always, ada):
    before, ended = {one.pk: one.due_at for one in Clock.objects.live()}, finished()
    proposal = carried_over(proposed(ada, {"name": "24 × 7", "spec": resting(3)}, calendar=always), ada)
    assert proposal.done == 3
    assert all(clock.due_at >= before[clock.pk] + timedelta(days=2) for clock in Clock.objects.live())
    assert finished() == ended
    always.refresh_from_db()
    assert always.name == "24 × 7"
    for ticket in tickets:
        ticket.refresh_from_db()
        assert not differences(ticket, open_book())
    assert tickets[0].due_at == min(one.due_at for one in Clock.objects.of(tickets[0]).live())


def test_a_second_press_publishes_nothing(tickets, always, ada):
    proposal = proposed(ada, {"name": "Day and night", "spec": resting(1)}, calendar=always)
    publish(proposal, by=ada)
    publish(proposal, by=ada)
    assert always.versions.count() == 2


def test_hours_may_not_begin_before_those_published_last(always, ada):
    version = always.publish(ALWAYS)
    with pytest.raises(ValidationError):
        always.publish(ALWAYS, valid_from=version.valid_from - timedelta(days=1))


def test_a_stricter_promise_says_whom_it_would_break(tickets, gold, always, ada):
    let_pass(tickets[0], hours=3)
    content = policy(always, name="Gold", is_for_open_tickets=True)
    effect = proposed(ada, content, policy=gold).effect
    assert effect["breaching"] == 1
    assert effect["examples"][0]["ticket"] == tickets[0].pk
    assert effect["month"]["tickets"] == 4
    assert (effect["month"]["judged_then"], effect["month"]["kept_then"]) == (2, 1)


def test_a_promise_for_open_tickets_reaches_them(tickets, gold, always, ada):
    ended = finished()
    carried_over(proposed(ada, policy(always, name="Gold", is_for_open_tickets=True), policy=gold), ada)
    clocks = Clock.objects.of(tickets[1])
    assert [clock.metric for clock in clocks if clock.stopped_at is None] == [Metric.RESOLUTION]
    assert clocks.live().get().due_at == tickets[1].events.first().at + HOUR
    assert [row for row in finished() if row["id"] in {one["id"] for one in ended}] == ended
    for ticket in tickets:
        ticket.refresh_from_db()
        assert not differences(ticket, open_book())


def test_a_promise_for_new_tickets_leaves_the_open_ones(tickets, gold, always, ann, printing, ada):
    before = list(Clock.objects.order_by("pk").values())
    carried_over(proposed(ada, policy(always, name="Gold"), policy=gold), ada)
    assert list(Clock.objects.order_by("pk").values()) == before
    fresh = opened(requester=ann, category=printing)
    assert Clock.objects.of(fresh).live().get().due_at == fresh.events.first().at + HOUR


def test_the_first_policy_of_a_house_reaches_what_was_open_before(ann, ben, printing, always, ada):
    ticket = opened(requester=ann, category=printing)
    ticket.reply("We look at it.", by=ben)
    assert not Clock.objects.exists()
    proposal = proposed(ada, policy(always, is_for_open_tickets=True))
    assert (proposal.effect["open"], proposal.effect["moved"]) == (1, 1)
    carried_over(proposal, ada)
    assert Policy.objects.get().name == "Bronze"
    assert Clock.objects.of(ticket).live().get().due_at == ticket.events.first().at + HOUR
    assert not differences(ticket, open_book())


def test_what_happens_before_the_worker_comes_is_counted_by_the_new_promise(
    tickets, gold, always, ben, solved, ada
):
    proposal = proposed(ada, policy(always, name="Gold", is_for_open_tickets=True), policy=gold)
    publish(proposal, by=ada)
    tickets[0].refresh_from_db()
    tickets[0].resolve(by=ben, code=solved)
    work_on_proposals()
    clock = Clock.objects.of(tickets[0]).get(metric=Metric.RESOLUTION)
    assert clock.target.version.valid_from == Proposal.objects.get().valid_from
    assert not differences(tickets[0], open_book())
