"""Who hears of what: everybody who should, once, and nobody else."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from accounts.tests.factories import UserFactory
from channels.models import Outgoing
from notifications.models import Notification, Reason
from tickets.models import Event, WaitingFor
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


def react(*kinds):
    """Run what follows from every event, or from those of `kinds`, as a worker would."""
    events = Event.objects.order_by("pk")
    for event in events.filter(kind__in=kinds) if kinds else events:
        event.react()
        assert not event.trouble


def heard(**facts):
    """{(name, reason)} of all notices that fit."""
    rows = Notification.objects.filter(**facts).select_related("user")
    return {(notice.user.get_short_name(), notice.reason) for notice in rows}


def mailed(person, kind):
    return Outgoing.objects.filter(recipient=person, kind=kind)


def test_opening_acknowledges_the_requester_and_tells_the_team(printer, ben, cleo, hana, dov):
    react()
    assert heard() == {("Ann", Reason.ACKNOWLEDGED), ("Ben", Reason.TEAM), ("Cleo", Reason.TEAM)}


def test_a_reply_of_an_agent_is_told_to_the_requesters_side_and_not_to_the_agent(printer, ann, ben, dov):
    printer.take(by=ben)
    printer.add_participant(dov, by=ben)
    react()
    printer.reply("It is out now.", by=ben)
    react("replied")

    assert heard(event__kind="replied") == {("Ann", Reason.ANSWERED), ("Dov", Reason.ANSWERED)}
    assert "It is out now." in mailed(ann, "answered").get().text


def test_words_of_the_requester_are_told_to_the_assignee_else_to_the_team(printer, ann, ben, cleo):
    printer.reply("Anybody?", by=ann)
    react("replied")
    assert heard() == {("Ben", Reason.TEAM), ("Cleo", Reason.TEAM)}

    printer.take(by=cleo)
    event = printer.reply("Now it burns.", by=ann)
    react("replied")
    assert heard(event=event) == {("Cleo", Reason.HEARD)}
    assert mailed(cleo, "heard").exists()


def test_a_ticket_given_to_somebody_is_told_to_them_but_not_what_they_took_themselves(printer, ben, cleo):
    printer.take(by=ben)
    printer.assign(cleo, by=ben)
    react("assigned")
    assert heard() == {("Cleo", Reason.ASSIGNED)}


def test_handing_over_tells_the_other_team(printer, ben, cleo, network):
    printer.hand_over(network, by=ben, reason="Switch")
    react("handed_over")
    assert heard() == {("Cleo", Reason.TEAM)}


def test_a_mention_reaches_only_those_who_may_read_notes(printer, ann, ben, cleo, hana):
    printer.note("Look, @Cleo, @Hana and @Ann", by=ben, mentions=[cleo, hana, ann])
    react("noted")
    assert heard() == {("Cleo", Reason.MENTIONED)}


def test_waiting_for_the_requester_is_told_to_them_alone(printer, ann, ben):
    printer.wait(WaitingFor.REQUESTER, by=ben, reason="secret")
    react("waiting")
    assert heard() == {("Ann", Reason.WAITING)}
    assert "secret" not in mailed(ann, "waiting").get().text

    printer.resume(by=ben)
    printer.wait(WaitingFor.SUPPLIER, by=ben)
    react("waiting")
    assert len(heard()) == 1


def test_a_question_that_begins_the_waiting_makes_one_mail(printer, ann, ben):
    printer.reply("Which floor?", by=ben)
    printer.wait(WaitingFor.REQUESTER, by=ben)
    react("replied", "waiting")
    assert heard() == {("Ann", Reason.ANSWERED)}


def test_resolving_refusing_and_accepting_are_told_across(printer, ann, ben, solved):
    printer.take(by=ben)
    printer.resolve(by=ben, code=solved, resolution="Put it out.")
    react("resolved")
    assert "Put it out." in mailed(ann, "resolved").get().text

    printer.refuse("It still smokes", by=ann)
    react("replied", "refused")
    assert heard(user=ben) == {("Ben", Reason.OUTCOME)}
    assert "It still smokes" in mailed(ben, "outcome").get().text

    printer.resolve(by=ben, code=solved)
    printer.accept(by=ann)
    react("accepted")
    assert heard(event__kind="accepted") == {("Ben", Reason.OUTCOME)}


def test_a_silent_closing_is_told_to_nobody_and_an_open_one_to_the_requester(printer, ann, ben, solved):
    printer.take(by=ben)
    printer.close(is_silent=True)
    react("closed")
    assert not heard()

    printer.reopen(by=ben)
    printer.close(by=ben)
    react("closed", "reopened")
    assert heard() == {("Ann", Reason.REOPENED), ("Ann", Reason.CLOSED)}


def test_followers_hear_of_the_rest_beside(printer, ben, cleo, network):
    printer.follow(by=cleo)
    printer.note("Hm.", by=ben)
    react("noted")
    assert heard() == {("Cleo", Reason.FOLLOWED)}


def test_nobody_hears_twice_of_one_event_however_often_it_is_told(printer, ann, ben):
    printer.take(by=ben)
    printer.follow(by=ben)
    event = printer.reply("Quick!", by=ann)
    for _turn in range(3):
        Event.objects.filter(pk=event.pk).update(pending=["notifications.reactions.notify"], is_settled=False)
        Event.objects.get(pk=event.pk).react()
    assert heard() == {("Ben", Reason.HEARD)}
    assert Outgoing.objects.count() == 1


def test_a_reply_that_was_taken_back_is_told_to_nobody(printer, ben):
    event = printer.reply("Wrong window", by=ben, hold=timedelta(seconds=10))
    printer.withdraw(event.message, by=ben)
    Event.objects.filter(pk=event.pk).update(pending=["notifications.reactions.notify"], is_settled=False)
    react("replied", "withdrawn")
    assert not heard()


def test_who_may_not_see_it_any_more_does_not_hear_of_it(printer, ann, ben, first_line, dov):
    printer.take(by=ben)
    printer.follow(by=ben)
    first_line.members.remove(ben)
    dov.is_active = False
    dov.save()
    printer.participants.create(user=dov)
    printer.reply("Still burning", by=ann)
    react("replied")
    assert not heard()


def test_walls_hold_before_managers_who_follow(hana, ann):
    desk = hana.teams.get().desk
    ticket = opened(requester=ann, desk=desk)
    manager = UserFactory(role=Role.MANAGER)
    ticket.followers.create(user=manager)
    ticket.note("Salary", by=hana)
    react("noted")
    assert not heard()


def test_an_invited_person_hears_once(printer, ben, dov):
    printer.add_participant(dov, by=ben)
    printer.add_participant(dov, by=ben, may_reply=False)
    react("participant_added")
    assert heard() == {("Dov", Reason.INVITED)}
    assert Notification.objects.count() == 1
