"""What a letter costs the database: counted by the handful, as letters come in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from channels.email.intake import keep
from channels.models import Letter, Mailbox
from channels.tasks import sweep_letters

pytestmark = pytest.mark.django_db

HANDFUL = 40
NO_STATEMENTS = ("SAVEPOINT", "RELEASE SAVEPOINT")


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk, authserv_id="mx.example.org")


def raw(number, *headers):
    lines = [
        "From: Ann Archer <ann@example.org>",
        "To: support@example.org",
        f"Subject: Trouble {number}",
        f"Message-ID: <{number}@example.org>",
        "Authentication-Results: mx.example.org; dmarc=pass",
        *headers,
    ]
    return ("\r\n".join(lines) + f"\r\n\r\nIt smokes, {number}.\r\n").encode()


def statements_of(letters, mailbox):
    with CaptureQueriesContext(connection) as kept:
        for one in letters:
            keep(one, mailbox=mailbox)
    assert len([one for one in kept if not one["sql"].startswith(NO_STATEMENTS)]) == len(letters)
    with CaptureQueriesContext(connection) as asked:
        sweep_letters()
    assert not Letter.objects.filter(fate=Letter.Fate.WAITING).exists()
    return [one["sql"] for one in asked if not one["sql"].startswith(NO_STATEMENTS)]


def test_a_handful_of_new_mails_costs_few_statements_each(mailbox, ann):
    statements_of([raw("first")], mailbox)
    asked = statements_of([raw(number) for number in range(HANDFUL)], mailbox)
    assert len(asked) <= 2 * HANDFUL


def test_a_handful_of_answers_costs_few_statements_each(mailbox, ann):
    statements_of([raw(f"q{number}") for number in range(HANDFUL)], mailbox)
    answers = [raw(f"a{number}", f"In-Reply-To: <q{number}@example.org>") for number in range(HANDFUL)]
    asked = statements_of(answers, mailbox)
    assert len(asked) <= 2 * HANDFUL
