"""A clock of the database that jumps ahead is not believed until it has been steady, or somebody says so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from sla.models import ClockJump, Firing
from sla.steadiness import Steadiness
from sla.tests.conftest import let_pass
from sla.ticking import tick
from sla.trusting import Watch, watch
from tickets.tests.factories import opened

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def seen(*pairs):
    """How far ahead it is found at each of (database's seconds, own seconds)."""
    steadiness = Steadiness()
    return [steadiness.see(database, own, own) for database, own in pairs]


def test_two_clocks_that_go_alike_are_believed():
    assert seen((1000, 5), (1001, 6), (9000, 8005)) == [0, 0, 0]


def test_slow_drift_is_no_jump():
    assert not any(seen(*((1000 + second * 1.02, second) for second in range(0, 20_000, 10))))


def test_a_jump_ahead_is_told_until_it_was_steady_for_ten_minutes():
    found = seen((1000, 0), (4601, 1), *((4600 + own, own) for own in range(2, 700, 100)), (5300, 700))
    assert found[:2] == [0, 3600]
    assert found[2:] == [3600, 3600, 3600, 3600, 3600, 3600, 0, 0]


def test_jumping_on_begins_the_ten_minutes_anew():
    found = seen(
        (1000, 0), (4600, 0), (4600 + 599, 599), (9000 + 599, 599), (9000 + 700, 700), (9000 + 1199, 1199)
    )
    assert found == [0, 3600, 3600, 8000, 8000, 0]


def test_a_clock_that_goes_back_only_delays():
    assert seen((10_000, 0), (6400, 0), (6500, 100), (7000, 600), (10_600, 600)) == [0, 0, 0, 0, 3600]


def test_one_that_comes_back_to_where_it_was_is_believed_at_once():
    assert seen((1000, 0), (4600, 0), (1010, 10), (4620, 20), (1030, 30)) == [0, 3600, 0, 3600, 0]
    assert seen((4600, 0), (1010, 10), (4630, 30)) == [0, 0, 0]


def test_a_slow_answer_is_no_jump():
    steadiness = Steadiness()
    steadiness.see(1000, 0, 0)
    assert steadiness.see(1050, 10, 90) == 0
    assert steadiness.see(1091, 91, 91) == 0


class Clocks:
    """Both times, to be set by hand."""

    def __init__(self):
        self.own, self.database = 100.0, NOON

    def pass_by(self, seconds, *, jump=0):
        self.own += seconds
        self.database += timedelta(seconds=seconds + jump)

    def watch(self):
        return Watch(lambda: self.own, lambda: self.database)


@pytest.fixture
def clocks(db):
    return Clocks()


def test_the_alarm_is_raised_once_and_ends_by_itself(clocks, caplog):
    first, second = clocks.watch(), clocks.watch()
    assert first.trusted_time() == second.trusted_time() == NOON
    clocks.pass_by(1, jump=3600)
    assert first.trusted_time() is second.trusted_time() is None
    assert "jumped ahead by 3600 s" in caplog.text
    assert ClockJump.objects.get().ahead == timedelta(hours=1)
    clocks.pass_by(599)
    assert first.trusted_time() is None
    clocks.pass_by(1)
    assert first.trusted_time() == second.trusted_time() == clocks.database
    assert not ClockJump.objects.open().exists()


def test_an_operators_word_is_enough_for_all(clocks, capsys):
    both = [clocks.watch(), clocks.watch()]
    assert all(one.trusted_time() for one in both)
    clocks.pass_by(1, jump=86_400)
    assert not any(one.trusted_time() for one in both)
    call_command("sla_tick", "--resume")
    assert "believed again" in capsys.readouterr().out
    assert all(one.trusted_time() for one in both)
    assert ClockJump.objects.get().is_ended_by_word
    call_command("sla_tick", "--resume")
    assert "no alarm" in capsys.readouterr().out


def test_a_worker_that_comes_new_heeds_the_alarm(clocks):
    old = clocks.watch()
    old.trusted_time()
    clocks.pass_by(1, jump=3600)
    old.trusted_time()
    new = clocks.watch()
    assert new.trusted_time() is None
    clocks.pass_by(599)
    assert new.trusted_time() is None
    clocks.pass_by(2)
    assert new.trusted_time() == clocks.database


def test_nothing_fires_while_the_clock_is_not_believed(promise, ann, printing, clocks, monkeypatch):
    promise()
    ticket = opened(requester=ann, category=printing)
    let_pass(ticket, minutes=31)
    doubting = clocks.watch()
    doubting.trusted_time()
    clocks.pass_by(1, jump=3600)
    monkeypatch.setattr(watch, "_look", doubting.trusted_time)
    assert tick() == 0
    ClockJump.objects.end(by_word=True)
    monkeypatch.undo()
    assert tick() == 1
    assert Firing.objects.get().step == "1"


def test_by_hand_it_looks_once(promise, ann, printing, capsys):
    promise()
    let_pass(opened(requester=ann, category=printing), minutes=31)
    call_command("sla_tick", "--once")
    call_command("sla_tick", "--once")
    assert capsys.readouterr().out.split("\n")[:2] == ["1 passed.", "0 passed."]
