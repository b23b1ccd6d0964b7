"""Clocks of two tickets that were one for a while: what the merge cancelled goes on, what it began ends."""

from datetime import timedelta

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.tests.factories import TeamFactory
from sla.book import open_book
from sla.models import Clock, Correction, Metric, Policy, State, Target, Why
from sla.replay import differences, rewrite
from sla.tests.conftest import LONG_AGO
from sla.tests.test_merged_clocks import double, live, target
from tickets.tests.factories import opened

__all__ = ["double", "target"]
pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def clock_of(ticket, metric):
    return Clock.objects.of(ticket).filter(metric=metric).last()


def let_pass(ticket, **time):
    """All that has happened moves into the past, and the clocks say so."""
    ticket.events.update(at=F("at") - timedelta(**time))
    rewrite(ticket, open_book())


def are_right(*tickets):
    return not any(differences(ticket, open_book()) for ticket in tickets)


def test_what_the_merge_cancelled_goes_on_and_the_time_between_is_a_pause(double, target, ben):
    before = set(Clock.objects.of(double).values_list("metric", "started_at"))
    double.merge_into(target, by=ben)
    double.unmerge(by=ben)
    clocks = Clock.objects.of(double)
    assert set(clocks.values_list("metric", "started_at")) == before
    merged, again = (double.events.get(kind=kind).at for kind in ("merged", "unmerged"))
    for clock in clocks:
        assert (clock.stopped_at, clock.why_stopped, clock.standing) == (None, "", {})
        assert clock.pauses[-1][:2] == [merged.isoformat(), again.isoformat()]
        assert clock.due_at - clock.started_at == timedelta(microseconds=clock.target.amount) + (
            again - merged
        )
    assert are_right(double, target)
    assert not Correction.objects.exists()


def test_what_had_ended_before_the_merge_stays_as_it_ended(double, target, ben, solved):
    double.reply("Look here.", by=ben)
    double.resolve(by=ben, code=solved)
    before = list(Clock.objects.of(double).values("metric", "stopped_at", "why_stopped", "pauses"))
    double.merge_into(target, by=ben)
    double.unmerge(by=ben)
    assert list(Clock.objects.of(double).values("metric", "stopped_at", "why_stopped", "pauses")) == before
    assert are_right(double, target)


def test_who_waits_for_the_requester_waits_on(double, target, ben):
    double.wait("requester", by=ben)
    double.merge_into(target, by=ben)
    double.unmerge(by=ben)
    assert clock_of(double, Metric.RESOLUTION).is_paused
    assert are_right(double)


def test_other_terms_that_hold_by_then_are_taken_over(double, target, ben):
    double.merge_into(target, by=ben)
    double.prioritize(1, by=ben)
    double.unmerge(by=ben)
    assert clock_of(double, Metric.RESOLUTION).target.amount == 2 * HOUR // timedelta(microseconds=1)
    assert are_right(double)


def test_what_was_answered_at_the_double_meanwhile_needs_no_answer(double, target, ben):
    double.merge_into(target, by=ben)
    double.reply("See the other one.", by=ben)
    double.unmerge(by=ben)
    assert Metric.FIRST_RESPONSE not in live(double)
    assert are_right(double)


def test_teams_go_on_and_suppliers_do_not(first_line_promises, double, target, ben, lexow):
    double.send_to_supplier(lexow, by=ben)
    double.merge_into(target, by=ben)
    double.unmerge(by=ben)
    assert {Metric.OLA, Metric.OWN} <= live(double)
    assert Metric.UC not in live(double)
    assert are_right(double)


def test_the_time_of_a_team_that_no_longer_has_it_stays_cancelled(
    first_line_promises, it_desk, double, target, ben
):
    double.merge_into(target, by=ben)
    double.hand_over(TeamFactory(desk=it_desk), by=ben)
    double.unmerge(by=ben)
    assert Metric.OLA not in live(double)
    assert are_right(double)


def test_nobody_waits_at_the_other_any_more(double, target, ben):
    target.reply("We look at it.", by=ben)
    double.merge_into(target, by=ben)
    double.unmerge(by=ben)
    assert clock_of(target, Metric.NEXT_RESPONSE).why_stopped == Why.CANCELLED
    assert are_right(double, target)


def test_what_was_answered_there_stays_answered(double, target, ben):
    target.reply("We look at it.", by=ben)
    double.merge_into(target, by=ben)
    target.reply("Here you are.", by=ben)
    double.unmerge(by=ben)
    assert clock_of(target, Metric.NEXT_RESPONSE).why_stopped == Why.ANSWERED
    assert are_right(target)


def test_who_has_written_there_since_is_waited_for_from_then_on(double, target, ann, ben):
    target.reply("We look at it.", by=ben)
    double.merge_into(target, by=ben)
    let_pass(target, minutes=10)
    target.wait("requester", by=ben)
    said = target.reply("And?", by=ann)
    double.unmerge(by=ben)
    clock = clock_of(target, Metric.NEXT_RESPONSE)
    assert (clock.started_at, clock.stopped_at) == (said.at, None)
    assert clock.due_at == said.at + HOUR
    assert are_right(double, target)


def test_of_its_pauses_a_clock_that_begins_later_keeps_the_later_ones(always, ann, printing, ben):
    Policy.objects.create(name="Patient").publish(
        [Target.of(Metric.NEXT_RESPONSE, HOUR, pauses_in=[State.WAITING_CUSTOMER])],
        calendar=always,
        valid_from=LONG_AGO,
    )
    double, target = (opened(requester=ann, category=printing) for _one in range(2))
    target.reply("We look at it.", by=ben)
    double.merge_into(target, by=ben)
    target.wait("requester", by=ben)
    said = target.reply("And?", by=ann)
    target.wait("requester", by=ben)
    assert len(clock_of(target, Metric.NEXT_RESPONSE).pauses) == 2
    double.unmerge(by=ben)
    clock = clock_of(target, Metric.NEXT_RESPONSE)
    assert clock.started_at == said.at
    assert [pause[1] for pause in clock.pauses] == [None]
    assert are_right(target)


def test_who_came_with_another_double_is_waited_for_from_then_on(double, target, ann, printing, ben):
    third = opened(requester=ann, category=printing)
    target.reply("We look at it.", by=ben)
    double.merge_into(target, by=ben)
    third.merge_into(target, by=ben)
    double.unmerge(by=ben)
    assert clock_of(target, Metric.NEXT_RESPONSE).started_at == target.events.filter(kind="took_in").last().at
    assert are_right(double, target, third)
    third.unmerge(by=ben)
    assert Metric.NEXT_RESPONSE not in live(target)
    assert are_right(double, target, third)


def test_history_that_was_moved_reads_the_same(double, target, ben):
    double.merge_into(target, by=ben)
    let_pass(double, minutes=5)
    double.unmerge(by=ben)
    assert {clock.stopped_at for clock in Clock.objects.of(double)} == {None}
    assert are_right(double)


DEEDS = [
    "ask",
    "answer",
    "note",
    "wait",
    "go on",
    "urgent",
    "merge",
    "chain",
    "undo",
    "undo chain",
    "solve",
    "reopen",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(story=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(DEEDS)), max_size=12))
def test_whatever_happens_clocks_are_what_events_say(
    gold, first_line_promises, ann, ben, printing, solved, story
):
    tickets = [opened(requester=ann, category=printing) for _one in range(3)]
    for which, deed in story:
        do(tickets, which, deed, ann, ben, solved)
    assert are_right(*tickets)


def do(tickets, which, deed, ann, ben, solved):
    ticket, other = tickets[which], tickets[(which + 1) % 3]
    ticket.refresh_from_db()
    other.refresh_from_db()
    match deed:
        case "ask" if ticket.is_open:
            ticket.reply("And?", by=ann)
        case "answer":
            ticket.reply("We look at it.", by=ben)
        case "note":
            ticket.note("Hm.", by=ben)
        case "wait":
            ticket.wait("requester", by=ben)
        case "go on":
            ticket.resume(by=ben)
        case "urgent":
            ticket.prioritize(1, by=ben)
        case "merge" | "chain" if not ticket.why_not_merge(other):
            ticket.merge_into(other, by=ben)
        case "undo" | "undo chain":
            ticket.unmerge(by=ben)
        case "solve":
            ticket.resolve(by=ben, code=solved)
        case "reopen" if not ticket.merged_into:
            ticket.reopen(by=ann)
