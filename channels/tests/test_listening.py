"""A server that tells of new mail is heard at once; when it cannot be heard, its mail is fetched by turns."""

import time

import pytest

from channels.email import listening, reading_room, side_by_side
from channels.email.listening import Listeners
from channels.email.side_by_side import Crew
from channels.models import Account, Letter, Mailbox
from channels.tests.accounts import account_at, letter, needs_dovecot
from channels.tests.cutting import Cutter
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db(transaction=True), needs_dovecot]


@pytest.fixture
def crew(monkeypatch):
    crew = Crew()
    monkeypatch.setattr(side_by_side, "fetchers", crew)
    yield crew
    assert crew.wait(10)


@pytest.fixture
def listeners(crew):
    listeners = Listeners()
    yield listeners
    listeners.stop()


def until(question, seconds=5):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if question():
            return True
        time.sleep(0.02)
    return False


def is_heard_and_fetched():
    # The turn that follows the beginning of listening is over, and the next one is far away.
    return Account.objects.filter(
        is_heard=True, is_rung=False, busy_until=None, fetched_at__isnull=False
    ).exists()


def test_a_mail_is_here_within_a_second_and_by_no_turn(server, user, it_desk, listeners, crew, monkeypatch):
    monkeypatch.setattr(listening, "FIRST_PAUSE", 0.1)
    mailbox = Mailbox.objects.create(address="support@example.org", desk=it_desk)
    with Cutter(server.imap_port) as wire:
        account = account_at(wire.port, user, mailbox)
        listeners.look()
        assert until(is_heard_and_fetched)
        account.refresh_from_db()
        assert (account.next_try_at - account.fetched_at).total_seconds() > 100

        began = time.monotonic()
        server.put(user, letter(1))
        assert until(Letter.objects.exists)
        assert time.monotonic() - began < 5  # by turns it would be two minutes
        reading_room.read(Letter.objects.all())
        assert Ticket.objects.get().subject == "Mail 1"

        # Another worker leaves it alone as long as this one listens.
        another = Listeners()
        another.look()
        assert another._threads == {}

        before = wire.accepted
        wire.break_off()
        assert until(lambda: wire.accepted > before)
        assert until(is_heard_and_fetched)
        server.put(user, letter(2))
        assert until(lambda: Letter.objects.count() == 2)

        listeners.stop()
        another.look()
        assert set(another._threads) == {account.pk}
        Account.objects.update(listens=False)
        another.look()
        assert another._threads == {}


def test_what_fails_is_not_asked_more_often_for_being_listened_to(server, user, it_desk):
    mailbox = Mailbox.objects.create(address="support@example.org", desk=it_desk)
    account = account_at(server.imap_port, user, mailbox)
    account.note_failed("No.")
    before = Account.objects.get().next_try_at
    account.note_heard(False)
    assert Account.objects.get().next_try_at == before
