"""What people do to a ticket starts, pauses, stops and resumes its clocks."""

from datetime import timedelta

import pytest

from sla.book import open_book
from sla.bookkeeping import keep
from sla.models import Clock, Correction, Metric, Policy, Target, Why
from sla.replay import differences
from sla.tests.conftest import LONG_AGO
from tickets.models import WaitingFor
from tickets.tests.factories import CategoryFactory, opened

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def ticket(gold, ann, printing):
    return opened(requester=ann, category=printing)


def clock(ticket, metric):
    return Clock.objects.of(ticket).filter(metric=metric).last()


def live(ticket):
    return set(Clock.objects.of(ticket).live().values_list("metric", flat=True))


def test_nothing_promised_is_no_clock(ann, printing):
    assert not Clock.objects.of(opened(requester=ann, category=printing)).exists()


def test_a_request_starts_the_first_response_and_the_resolution(ticket):
    assert live(ticket) == {Metric.FIRST_RESPONSE, Metric.RESOLUTION}
    first = clock(ticket, Metric.FIRST_RESPONSE)
    assert first.due_at - first.started_at == 4 * HOUR
    ticket.refresh_from_db()
    assert ticket.due_at == first.due_at


def test_an_answer_stops_the_first_response_and_starts_the_next_update(ticket, ben):
    ticket.reply("We look at it.", by=ben)
    first = clock(ticket, Metric.FIRST_RESPONSE)
    assert (first.why_stopped, first.is_breached) == (Why.ANSWERED, False)
    assert first.used == (first.stopped_at - first.started_at) // timedelta(microseconds=1)
    assert live(ticket) == {Metric.RESOLUTION, Metric.PERIODIC_UPDATE}


def test_notes_and_the_house_itself_answer_nobody(ticket, ben):
    ticket.note("Has anybody seen this?", by=ben)
    ticket.reply("We have received your request.", by=None)
    assert Metric.FIRST_RESPONSE in live(ticket)


def test_the_oldest_unanswered_message_counts(ticket, ann, ben):
    ticket.reply("Try again, please.", by=ben)
    ticket.reply("It still smells.", by=ann)
    began = clock(ticket, Metric.NEXT_RESPONSE).started_at
    ticket.reply("And smokes.", by=ann)
    assert clock(ticket, Metric.NEXT_RESPONSE).started_at == began


def test_waiting_for_the_requester_pauses_the_resolution_alone(ticket, ann, ben):
    ticket.wait(WaitingFor.REQUESTER, by=ben)
    resolution = clock(ticket, Metric.RESOLUTION)
    assert resolution.is_paused
    assert resolution.due_at is None
    assert not clock(ticket, Metric.FIRST_RESPONSE).is_paused
    ticket.reply("Here I am.", by=ann)
    resolution = clock(ticket, Metric.RESOLUTION)
    began, ended, began_by, ended_by = resolution.pauses[0]
    assert ended > began
    assert [ticket.events.get(pk=pk).kind for pk in (began_by, ended_by)] == ["waiting", "resumed"]


def test_another_priority_measures_anew_from_the_start(ticket, ben):
    ticket.prioritize(1, by=ben)
    resolution = clock(ticket, Metric.RESOLUTION)
    assert resolution.due_at - resolution.started_at == 2 * HOUR
    assert Clock.objects.of(ticket).filter(metric=Metric.RESOLUTION).count() == 1


def test_a_refused_solution_goes_on_with_the_same_clock(ticket, ann, ben, solved):
    ticket.resolve(by=ben, code=solved)
    assert not live(ticket)
    ticket.refuse("It burns again.", by=ann)
    assert live(ticket) == {Metric.RESOLUTION, Metric.NEXT_RESPONSE}
    resolution = clock(ticket, Metric.RESOLUTION)
    assert (resolution.cycle, resolution.stopped_at, len(resolution.pauses)) == (1, None, 1)


def test_a_team_is_timed_from_hand_over_to_hand_over(
    first_line_promises, ticket, ben, cleo, first_line, network
):
    assert live(ticket) >= {Metric.OWN, Metric.OLA}
    ticket.take(by=ben)
    assert clock(ticket, Metric.OWN).why_stopped == Why.TAKEN
    ticket.hand_over(network, by=ben, reason="A cable")
    assert clock(ticket, Metric.OLA).why_stopped == Why.HANDED_OVER
    ticket.hand_over(first_line, by=cleo, reason="No cable")
    again = clock(ticket, Metric.OLA)
    assert (again.cycle, again.team) == (2, first_line)


def test_words_taken_back_answered_nobody(ticket, ben):
    event = ticket.reply("Wrong window.", by=ben, hold=timedelta(seconds=10))
    assert Metric.FIRST_RESPONSE not in live(ticket)
    ticket.withdraw(event.message, by=ben)
    first = clock(ticket, Metric.FIRST_RESPONSE)
    assert (first.stopped_at, first.why_stopped, first.used) == (None, "", None)
    assert live(ticket) == {Metric.FIRST_RESPONSE, Metric.RESOLUTION}
    assert Correction.objects.get(ticket=ticket).cause.kind == "withdrawn"


def test_a_resolution_undone_before_anybody_heard_of_it_never_was(first_line_promises, ticket, ben, solved):
    before = live(ticket)
    ticket.resolve(by=ben, code=solved, hold=timedelta(seconds=10))
    ticket.undo(ticket.events.get(kind="resolved"), by=ben)
    assert live(ticket) == before
    assert not differences(ticket, open_book())


def test_clocks_are_what_the_events_say(first_line_promises, ticket, ann, ben, cleo, network, solved):
    ticket.take(by=ben)
    ticket.reply("We look at it.", by=ben)
    ticket.wait(WaitingFor.REQUESTER, by=ben)
    ticket.reply("Here I am.", by=ann)
    ticket.prioritize(1, by=ben)
    ticket.hand_over(network, by=ben)
    ticket.resolve(by=cleo, code=solved)
    ticket.refuse("It burns again.", by=ann)
    assert not differences(ticket, open_book())
    Clock.objects.of(ticket).filter(metric=Metric.OLA).update(used=1)
    assert [what for what, _was, _now in differences(ticket, open_book())]


def test_an_event_costs_six_statements_whatever_the_history(ticket, ann, ben, django_assert_max_num_queries):
    for _turn in range(6):
        ticket.reply("And?", by=ann)
        event = ticket.reply("Soon.", by=ben)
    event.at += timedelta(seconds=1)
    with django_assert_max_num_queries(6):
        keep(event)


def test_a_ticket_from_before_the_promises_is_left_alone(ann, ben, printing, request):
    ticket = opened(requester=ann, category=printing)
    request.getfixturevalue("gold")
    ticket.reply("We look at it.", by=ben)
    assert not Clock.objects.of(ticket).exists()


def test_words_taken_back_are_no_answer_even_where_none_was_promised(always, ann, ben, printing):
    policy = Policy.objects.create(name="Later answers alone")
    policy.publish([Target.of(Metric.NEXT_RESPONSE, HOUR)], calendar=always, valid_from=LONG_AGO)
    ticket = opened(requester=ann, category=printing)
    event = ticket.reply("Wrong window.", by=ben, hold=timedelta(seconds=10))
    ticket.withdraw(event.message, by=ben)
    ticket.reply("And?", by=ann)
    assert not Clock.objects.of(ticket).exists()


def test_a_policy_for_a_category_holds_for_those_inside_it(always, ann, it_desk, printing):
    inner = CategoryFactory(name="Toner", desk=it_desk, parent=printing)
    policy = Policy.objects.create(name="Printing")
    targets = [Target.of(Metric.RESOLUTION, HOUR)]
    policy.publish(targets, calendar=always, valid_from=LONG_AGO, fits={"category": [printing.pk]})
    assert live(opened(requester=ann, category=inner)) == {Metric.RESOLUTION}
    assert not live(opened(requester=ann, category=CategoryFactory(desk=it_desk)))


def test_an_answer_that_never_arrived_was_none(ticket, ann, ben):
    event = ticket.reply("We look at it.", by=ben)
    ticket.wait(WaitingFor.REQUESTER, by=ben)
    before = clock(ticket, Metric.FIRST_RESPONSE)
    assert before.why_stopped == Why.ANSWERED
    ticket.note_undelivered(event.message, to=ann.email)
    ticket.note_undelivered(event.message, to=ann.email)
    assert ticket.events.filter(kind="undelivered").count() == 1
    first = clock(ticket, Metric.FIRST_RESPONSE)
    assert (first.pk, first.stopped_at, first.due_at) == (before.pk, None, before.started_at + 4 * HOUR)
    # What was done beside the words stays done.
    assert clock(ticket, Metric.RESOLUTION).is_paused
    assert not differences(ticket, open_book())
    ticket.reply("Once more.", by=ben)
    assert clock(ticket, Metric.FIRST_RESPONSE).why_stopped == Why.ANSWERED


def test_a_mail_that_comes_back_the_next_day_has_been_an_answer(ticket, ann, ben):
    event = ticket.reply("We look at it.", by=ben)
    type(event.message).objects.update(goes_out_at=event.at - 2 * HOUR)
    ticket.note_undelivered(event.message, to=ann.email)
    assert clock(ticket, Metric.FIRST_RESPONSE).why_stopped == Why.ANSWERED


def test_an_answer_that_is_sent_again_counts_from_then_on(ticket, ann, ben):
    event = ticket.reply("We look at it.", by=ben)
    facts = {"to": ann.email, "mail": 7}
    ticket.note_undelivered(event.message, **facts)
    ticket.note_report("again", by=ben, about=event.message.pk, **{**facts, "mail": 8})
    assert clock(ticket, Metric.FIRST_RESPONSE).stopped_at is None
    ticket.note_report("again", by=ben, about=event.message.pk, **facts)
    first = clock(ticket, Metric.FIRST_RESPONSE)
    assert (first.why_stopped, first.stopped_at) == (Why.ANSWERED, ticket.recorded.at)
    assert live(ticket) == {Metric.PERIODIC_UPDATE, Metric.RESOLUTION}
    assert not differences(ticket, open_book())

    ticket.note_undelivered(event.message, **facts)
    assert clock(ticket, Metric.FIRST_RESPONSE).stopped_at is None
    assert not differences(ticket, open_book())


def test_an_answer_that_had_arrived_answers_nothing_new_by_being_sent_again(ticket, ann, ben):
    event = ticket.reply("We look at it.", by=ben)
    type(event.message).objects.update(goes_out_at=event.at - 2 * HOUR)
    ticket.note_undelivered(event.message, to=ann.email, mail=7)
    ticket.reply("And?", by=ann)
    ticket.note_report("again", by=ben, about=event.message.pk, to=ann.email, mail=7)
    assert clock(ticket, Metric.NEXT_RESPONSE).stopped_at is None
    assert not differences(ticket, open_book())
