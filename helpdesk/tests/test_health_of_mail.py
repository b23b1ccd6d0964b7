"""The health page says of each mail account whether mail still comes in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Desk
from channels.models import Account, Mailbox
from helpdesk import health

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "is_well", "words"),
    [
        ({}, True, "Not fetched yet."),
        ({"fetched_at": timedelta(0)}, True, ""),
        ({"fetched_at": timedelta(hours=1)}, False, "No worker fetches from it."),
        ({"fetched_at": timedelta(0), "failing_since": timedelta(0), "trouble": "No."}, False, "No."),
        (
            {"fetched_at": timedelta(0), "behind_since": timedelta(hours=1), "waiting": 2},
            False,
            "2 mails wait",
        ),
        (
            {"fetched_at": timedelta(0), "last_mail_at": timedelta(hours=9), "expected_every": 8},
            False,
            "8 hours",
        ),
    ],
)
def test_each_account_is_told_of(facts, is_well, words):
    mailbox = Mailbox.objects.create(address="it@example.org", desk=Desk.objects.first())
    moments = {
        name: timezone.now() - one if isinstance(one, timedelta) else one for name, one in facts.items()
    }
    Account.objects.create(mailbox=mailbox, host="mail.example.org", user="it", **moments)
    [check] = health.accounts()
    assert check.is_well == is_well
    assert words in check.words
    assert "it · mail.example.org" in check.name
