"""What a mailbox says to whoever begins a ticket by mail: its own words in their language, or nothing at all."""

import pytest

from accounts.tests.factories import UserFactory
from channels.models import Mailbox, Outgoing
from channels.tests.test_letters import arrive, mailbox
from notifications.arrival import is_acknowledged, mailbox_of
from notifications.models import Notification
from notifications.tests.test_hearing import react
from tickets.tests.conftest import *  # noqa: F403  the same cast
from tickets.tests.factories import opened

__all__ = ["arrive", "mailbox"]
pytestmark = pytest.mark.django_db


def told(ticket):
    return Outgoing.objects.filter(ticket=ticket, kind="acknowledged")


def test_the_mailbox_adds_its_own_words_in_the_readers_language(arrive):
    UserFactory(email="claire@example.net", language="fr")
    Mailbox.objects.update(
        auto_reply="We *read* at eight. {x.__class__}", auto_replies={"fr": "Nous lisons à 8 h."}
    )
    english, french = arrive().ticket, arrive("Ça fume.", sender="claire@example.net").ticket
    react("opened")
    mail = told(english).get()
    assert "We *read* at eight. {x.__class__}" in mail.text
    assert "We <em>read</em> at eight." in mail.html
    assert "Nous lisons à 8 h." in told(french).get().html


def test_words_of_the_mailbox_are_for_mail_alone(mailbox, ann, printing):
    Mailbox.objects.update(auto_reply="We read at eight.")
    ticket = opened(requester=ann, category=printing)
    react("opened")
    assert "at eight" not in told(ticket).get().text


def test_a_mailbox_that_is_switched_off_says_nothing_and_the_team_still_hears(arrive, ann, ben, printing):
    Mailbox.objects.update(has_auto_reply=False, auto_reply="Never said")
    by_mail, by_portal = arrive().ticket, opened(requester=ann, category=printing)
    react("opened")
    assert not told(by_mail).exists()
    assert told(by_portal).exists()
    assert Notification.objects.filter(ticket=by_mail, user=ben, reason="team").exists()


def test_which_mailbox_it_was_is_asked_once_and_only_of_mail(
    arrive, ann, printing, django_assert_num_queries
):
    by_mail, by_portal = arrive().ticket, opened(requester=ann, category=printing)
    with django_assert_num_queries(1):
        assert mailbox_of(by_mail).address == mailbox_of(by_mail).address == "support@example.org"
    with django_assert_num_queries(0):
        assert is_acknowledged(by_portal)
