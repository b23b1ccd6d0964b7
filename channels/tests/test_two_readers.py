"""A letter is sorted once, whoever took it up meanwhile, and one that workers die of stops killing them."""

import sys
import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from channels.email import reading_room
from channels.email.intake import keep
from channels.email.reading import apart
from channels.models import Letter, Mailbox
from channels.tasks import sweep_letters
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

Fate = Letter.Fate


@pytest.fixture
def mailbox(it_desk):
    return Mailbox.objects.create(address="support@example.org", desk=it_desk)


def test_a_letter_that_another_worker_has_sorted_meanwhile_is_not_doubled(mailbox):
    """The claim of a worker that slept too long has run out, and it does not know."""
    letter = keep(b"From: zoe@example.net\r\nSubject: Slow\r\n\r\nWords.\r\n", mailbox=mailbox)
    (mine,) = Letter.objects.all().claim(1)
    Letter.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    sweep_letters()
    reading_room._read_one(mine)
    letter.refresh_from_db()
    assert (letter.fate, letter.attempts) == (Fate.OPENED, 2)
    assert Ticket.objects.get() == letter.ticket


def test_a_letter_that_workers_die_of_is_put_aside(mailbox):
    letter = keep(b"From: zoe@example.net\r\nSubject: Deadly\r\n\r\nWords.\r\n", mailbox=mailbox)
    deaths = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading_room, "read_apart", lambda *_args, **_facts: sys.exit("killed"))
        while letter.fate == Fate.WAITING:
            Letter.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
            with suppress(SystemExit):
                sweep_letters()
            letter.refresh_from_db()
            deaths += 1
    assert (letter.fate, letter.reason, deaths) == (Fate.QUARANTINED, apart.CRASHED, 5)
    letter.try_again()
    sweep_letters()
    letter.refresh_from_db()
    assert letter.fate == Fate.OPENED


def test_one_thread_of_a_process_reads_for_all_of_them(mailbox, monkeypatch):
    """Bells ring for each mail; large ones must not lie in memory side by side."""
    reading, turns = threading.Event(), []

    def read(letters):
        turns.append(letters)
        if len(turns) == 1:
            other = threading.Thread(target=reading_room.read, args=["what came meanwhile"])
            other.start()
            other.join(10)
            reading.set()
        return 1

    monkeypatch.setattr(reading_room, "_read", read)
    assert reading_room.read("what is due") == 2
    assert reading.is_set()
    assert turns == ["what is due", "what is due"]
    assert reading_room.read("later") == 1
