"""Who else is at a ticket, as long as the cache of presence lives, and quietly nothing when it does not."""

import pytest
from django.core.cache import caches

from tickets import presence
from tickets.tests.at_desk import AtDesk


@pytest.fixture
def memory(settings):
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "presence-of-a-test"}
    settings.CACHES = {**settings.CACHES, "presence": local}
    caches["presence"].clear()


@pytest.fixture
def gone(settings):
    nowhere = {"BACKEND": "core.cache.ForgivingRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, "presence": nowhere}


def test_others_are_shown_by_name_and_what_they_do(memory, desk, client, printer, ben, cleo):
    desk.press("presence", printer, state="viewing")
    answer = AtDesk(client, cleo).press("presence", printer, state="replying").content.decode()
    assert "Ben Baker is viewing" in answer
    assert "Cleo" not in answer
    assert "Cleo Lead is replying" in AtDesk(client, ben).look("ticket", printer).content.decode()
    assert presence.for_tickets([printer.pk, 0]) == {
        printer.pk: [(ben.pk, "Ben Baker", "viewing"), (cleo.pk, "Cleo Lead", "replying")]
    }


def test_after_45_seconds_nobody_is_there(memory, desk, printer, time_machine):
    time_machine.move_to("2026-11-23 12:00:00+00:00", tick=False)
    # The session of before has ended by then.
    desk.client.force_login(desk.user)
    desk.press("presence", printer)
    time_machine.shift(44)
    assert presence.for_tickets([printer.pk])
    time_machine.shift(1)
    assert presence.for_tickets([printer.pk]) == {}


def test_who_leaves_is_gone_at_once(memory, desk, printer):
    desk.press("presence", printer)
    desk.press("presence", printer, state="gone")
    assert presence.for_tickets([printer.pk]) == {}


def test_without_the_cache_everything_else_works(gone, desk, printer):
    assert desk.press("presence", printer).status_code == 200
    assert desk.look("ticket", printer).status_code == 200
    assert presence.for_tickets([printer.pk]) == {}


def test_requesters_may_not_and_strangers_see_nothing(memory, client, printer, ann, hana):
    assert AtDesk(client, ann).press("presence", printer).status_code == 403
    assert AtDesk(client, hana).press("presence", printer).status_code == 404
    assert presence.for_tickets([printer.pk]) == {}


def test_asking_says_nothing_of_oneself(memory, desk, printer):
    assert desk.look("others", printer).status_code == 200
    assert presence.for_tickets([printer.pk]) == {}


def test_asking_is_answered_to_colleagues_only(memory, desk, client, printer, ann, cleo, hana):
    desk.press("presence", printer, state="replying")
    assert "Ben Baker is replying" in AtDesk(client, cleo).look("others", printer).content.decode()
    assert AtDesk(client, ann).look("others", printer).status_code == 403
    assert AtDesk(client, hana).look("others", printer).status_code == 404
