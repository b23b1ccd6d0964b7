"""When two tickets become one, and two again: each person hears of it once, and reads where it goes on."""

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.tests.factories import UserFactory
from channels.models import Outgoing
from notifications.bell import Tab, page_for
from notifications.models import Notification, Reason
from notifications.tests.test_hearing import heard, react
from notifications.wording import sentence
from tickets.models import Event, GuestLink
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def eve(db):
    return UserFactory(name="Eve Elder", email="eve@example.org")


@pytest.fixture
def smoke(eve, printing):
    return opened(requester=eve, category=printing, subject="Smoke on the third floor", is_signed_in=True)


@pytest.fixture
def calm(smoke, printer):
    """Nobody has anything to hear of any more."""
    Event.objects.update(pending=[], is_settled=True)


def mails(person):
    return list(Outgoing.objects.filter(recipient=person))


def test_who_asked_is_told_once_where_it_goes_on(calm, smoke, printer, eve, ann, ben):
    smoke.merge_into(printer, by=ben)
    react()
    mail = mails(eve)[0]
    there = GuestLink.objects.get(ticket=printer, user=eve)
    assert mails(eve) == [mail]
    for body in (mail.text, mail.html):
        assert f"merged into #{printer.number}" in body.replace('<bdi dir="ltr">', "").replace("</bdi>", "")
        assert "Please write there from now on." in body
        assert reverse("portal:guest", args=[there.token]) in body
        assert "is closed" not in body
    assert mails(ann) == []
    assert heard() == {("Eve", Reason.CLOSED)}


def test_who_has_a_part_in_both_hears_once(calm, smoke, printer, eve, ann, dov, ben):
    for ticket in (smoke, printer):
        ticket.add_participant(dov, by=ben)
    smoke.add_participant(ann, by=ben)
    Event.objects.update(pending=[], is_settled=True)
    smoke.merge_into(printer, by=ben)
    react()
    for person in (eve, ann, dov):
        (mail,) = mails(person)
        assert f"#{printer.number}" in mail.text
    assert Notification.objects.count() == 3


def test_who_is_not_let_in_learns_no_number(calm, smoke, printer, eve, ben):
    smoke.merge_into(printer, by=ben, lets_in=False)
    react()
    (mail,) = mails(eve)
    assert "together with others" in mail.text
    for text in (mail.subject, mail.text, mail.html):
        assert str(printer.number) not in text
        assert printer.subject not in text
    assert not GuestLink.objects.filter(ticket=printer, user=eve).exists()


def test_what_was_closed_long_ago_is_told_as_an_invitation(calm, smoke, printer, eve, ben):
    smoke.close(by=ben)
    Event.objects.update(pending=[], is_settled=True)
    smoke.merge_into(printer, by=ben)
    react()
    assert heard() == {("Eve", Reason.INVITED)}
    (mail,) = mails(eve)
    assert f"Your request #{smoke.number} was merged into this one" in mail.text


def test_the_bell_says_it_too_and_followers_read_the_number(calm, smoke, printer, eve, cleo, ben):
    smoke.follow(by=cleo)
    smoke.merge_into(printer, by=ben)
    react()
    (notice,) = page_for(eve, Tab.FOR_ME)
    assert notice.sentence == f"Your request was merged into #{printer.number}, and we go on there"
    (notice,) = page_for(cleo, Tab.BESIDE)
    assert notice.sentence == f"Ben Baker merged this ticket into #{printer.number}"


@pytest.mark.parametrize("language", ["en", "tr", "fr", "ru", "fa"])
def test_it_is_said_in_every_language(calm, smoke, printer, eve, ben, language):
    eve.language = language
    eve.save()
    smoke.merge_into(printer, by=ben)
    react()
    (notice,) = Notification.objects.filter(user=eve)
    with translation.override(language):
        assert sentence(notice) in mails(eve)[0].text
        assert "%(" not in sentence(notice)


def test_who_asked_is_told_that_it_goes_on_by_itself_again(calm, smoke, printer, eve, ann, ben, cleo):
    smoke.take(by=cleo)
    smoke.merge_into(printer, by=ben)
    Event.objects.update(pending=[], is_settled=True)
    smoke.unmerge(by=ben)
    react()
    assert heard() == {("Eve", Reason.REOPENED), ("Cleo", Reason.FOLLOWED)}
    (mail,) = mails(eve)
    assert "goes on by itself again" in mail.text
    assert mails(ann) == []


def test_nobody_is_told_of_a_double_that_had_been_closed_before(calm, smoke, printer, eve, ben):
    smoke.close(by=ben)
    smoke.merge_into(printer, by=ben)
    Event.objects.update(pending=[], is_settled=True)
    smoke.unmerge(by=ben)
    react()
    assert not Notification.objects.exists()


def test_who_was_let_in_by_a_merge_can_be_invited_later(calm, smoke, printer, eve, ben):
    smoke.merge_into(printer, by=ben)
    smoke.unmerge(by=ben)
    Event.objects.update(pending=[], is_settled=True)
    printer.add_participant(eve, by=ben)
    react()
    assert heard() == {("Eve", Reason.INVITED)}
