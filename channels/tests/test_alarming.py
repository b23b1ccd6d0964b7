"""When mail stays away administrators hear of it, once and together, and the health page says so until it is well."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels.email import alarming
from channels.models import Account, Mailbox
from channels.tests.accounts import account_at

pytestmark = pytest.mark.django_db


def ago(**span):
    return timezone.now() - timedelta(**span)


@pytest.fixture
def accounts(it_desk, ada):
    mailbox = Mailbox.objects.create(address="support@example.org", desk=it_desk)
    found = [account_at(1, name, mailbox) for name in ("one", "two", "three")]
    Account.objects.update(fetched_at=timezone.now())
    return found


@pytest.fixture
def look(accounts, mailoutbox):
    """How many mails there are after another look."""

    def look():
        alarming.look()
        return len(mailoutbox)

    return look


def test_all_that_is_wrong_is_one_mail_to_each_admin(accounts, look, mailoutbox, ada, ben):
    one, two, three = accounts
    Account.objects.filter(pk=one.pk).update(failing_since=ago(minutes=16), trouble="No such user.")
    Account.objects.filter(pk=two.pk).update(behind_since=ago(hours=1), waiting=7)
    Account.objects.filter(pk=three.pk).update(expected_every=4, last_mail_at=ago(hours=5))
    assert look() == 1
    [mail] = mailoutbox
    assert mail.to == [ada.email]
    assert "3 accounts" in mail.subject
    for words in (
        "one · 127.0.0.1: No such user.",
        "7 mails wait",
        "No mail has come for more than 4 hours.",
    ):
        assert words in mail.body
    assert look() == 1


def test_what_is_short_or_expected_is_no_trouble(look):
    Account.objects.update(failing_since=ago(minutes=5), trouble="No.", last_mail_at=ago(days=9))
    assert look() == 0
    Account.objects.update(failing_since=None, expected_every=24 * 10)
    assert look() == 0
    Account.objects.update(expected_every=24, is_active=False)
    assert look() == 0


def test_one_that_comes_and_goes_makes_no_storm(accounts, look):
    def is_sick(since):
        Account.objects.filter(pk=accounts[0].pk).update(failing_since=since, trouble="No.")

    is_sick(ago(minutes=20))
    assert look() == 1
    for _turn in range(5):
        is_sick(None)
        look()
        assert not Account.objects.filter(is_alarming=True).exists()
        is_sick(ago(minutes=20))
        assert look() == 1
    is_sick(None)
    look()
    Account.objects.update(alarmed_at=ago(hours=7))
    is_sick(ago(minutes=20))
    assert look() == 2


def test_two_workers_tell_once(accounts):
    account = accounts[0]
    assert [account.begin_alarm(), Account.objects.get(pk=account.pk).begin_alarm()] == [True, False]


def test_looking_costs_the_same_for_many(accounts, django_assert_num_queries):
    with django_assert_num_queries(3):
        alarming.look()
