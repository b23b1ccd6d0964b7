"""Lines break and servers stall: no letter is lost or doubled by it, and nobody else has to wait."""

import hashlib
import random
import threading
import time

import pytest
from imapclient.exceptions import IMAPClientError

from channels.email import dialing, fetching, imap, side_by_side
from channels.email.side_by_side import Crew
from channels.email.watching import Watch
from channels.models import Account, Letter, Mailbox
from channels.tests.accounts import account_at, letter, needs_dovecot
from channels.tests.cutting import Cutter

CUTS, STALLS, LETTERS = 14, 1, 12
pytestmark = needs_dovecot


@pytest.mark.django_db
@pytest.mark.parametrize("afterwards", ["seen", "move"])
def test_lines_that_are_cut_anywhere_lose_and_double_nothing(server, user, it_desk, monkeypatch, afterwards):
    monkeypatch.setattr(dialing, "TIMEOUT", 0.3)
    letters = [letter(number) for number in range(LETTERS)]
    server.put(user, letter("first"), folder="Done")
    server.put(user, *letters)
    chance = random.Random(1)  # noqa: S311  the same cuts in every run
    with Cutter(server.imap_port) as wire:
        account = account_at(
            wire.port,
            user,
            Mailbox.objects.create(address="a@example.org", desk=it_desk),
            afterwards=afterwards,
            move_to="Done",
        )
        plans = [("cut", chance.randrange(20, 3000)) for _cut in range(CUTS)]
        plans += [("stall", chance.randrange(20, 3000)) for _stall in range(STALLS)]
        wire.plans = chance.sample(plans, len(plans))
        while wire.plans:
            fetching.fetch(account)
        fetching.fetch(account)
        assert wire.cuts + wire.stalls > 10
    kept = sorted(Letter.objects.values_list("sha256", flat=True))
    assert kept == sorted(hashlib.sha256(one).hexdigest() for one in letters)
    assert account.failing_since is None


def test_a_server_that_drips_is_cut_off_though_it_never_times_out(server, user):
    with Cutter(server.imap_port) as wire:
        wire.plans = [("drip", 5)]
        account = Account(host="127.0.0.1", port=wire.port, security="none", user=user)
        watch, began = Watch(patience=0.4), time.monotonic()
        threading.Timer(0.6, watch.look).start()
        with pytest.raises((OSError, IMAPClientError)), imap.opened(account, watch):
            pass
        assert watch.is_cut
        assert time.monotonic() - began < 3


@pytest.mark.django_db(transaction=True)
def test_one_stalled_server_holds_up_nobody_else(server, user, it_desk, monkeypatch):
    crew = Crew()
    monkeypatch.setattr(side_by_side, "fetchers", crew)
    monkeypatch.setattr(dialing, "TIMEOUT", 20)
    with Cutter(server.imap_port) as wire:
        wire.plans = [("stall", 0)] * 3
        mailbox = Mailbox.objects.create(address="a@example.org", desk=it_desk)
        stalled = [account_at(wire.port, f"stalled{number}", mailbox) for number in range(3)]
        account = account_at(server.imap_port, user, mailbox)
        server.put(user, letter(1))
        began = time.monotonic()
        side_by_side.take_turns()
        while not Letter.objects.exists() and time.monotonic() - began < 10:
            time.sleep(0.02)
        assert Letter.objects.count() == 1
        assert time.monotonic() - began < 10
    assert crew.wait(10)
    for one in stalled:
        one.refresh_from_db()
        assert one.failing_since
        assert one.trouble
    account.refresh_from_db()
    assert account.failing_since is None
