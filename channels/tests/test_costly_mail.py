"""MC40: what once took mail programs minutes or all their memory takes moments here, and holds nobody else up."""

import hashlib
import time

import psutil
import pytest

from channels.email.intake import keep
from channels.email.reading import apart
from channels.models import Letter, Mailbox
from channels.tasks import sweep_letters
from channels.tests import poison
from tickets.models import Attachment

pytestmark = pytest.mark.django_db

Fate = Letter.Fate
MOST_SECONDS = 10


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk)


def cpu_seconds():
    """Of this process, and of the child that reads."""
    child = apart.reader._child
    theirs = sum(psutil.Process(child.process.pid).cpu_times()[:2]) if child else 0
    return time.process_time() + theirs


def test_mc40_no_mail_takes_more_than_seconds_and_each_has_a_fate(mailbox):
    costs = {}
    for what, raw in poison.costly().items():
        letter, before = keep(raw, mailbox=mailbox), cpu_seconds()
        good = keep(poison.letter(what.replace(" ", ""), "text/plain", b"Good morning"), mailbox=mailbox)
        sweep_letters()
        costs[what] = cpu_seconds() - before
        letter.refresh_from_db()
        good.refresh_from_db()
        assert letter.fate == Fate.OPENED or (letter.fate, bool(letter.reason)) == (Fate.QUARANTINED, True), (
            what
        )
        assert good.fate == Fate.OPENED
    assert {what: cost for what, cost in costs.items() if cost > MOST_SECONDS} == {}


def test_mc40_a_zip_is_never_unpacked(mailbox):
    bomb = poison.zip_bomb(100)
    letter = keep(poison.attached("bomb", bomb), mailbox=mailbox)
    before = psutil.Process().memory_info().rss
    sweep_letters()
    letter.refresh_from_db()
    [file] = Attachment.objects.filter(message=letter.message)
    assert (file.size, file.sha256) == (len(bomb), hashlib.sha256(bomb).hexdigest())
    assert psutil.Process().memory_info().rss - before < 50_000_000
