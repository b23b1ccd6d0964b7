"""A session ends after a long pause, and after its whole time; a page that is merely open keeps nobody signed in."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.roles import Role

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


@pytest.fixture
def here(client):
    """Somebody looks at a page of theirs: whether they are still in."""
    return lambda **headers: client.get("/me/", headers=headers).status_code == 200


@pytest.mark.parametrize(("role", "pause"), [(Role.REQUESTER, 14 * DAY), *((role, 12 * HOUR) for role in [
    Role.AGENT, Role.LEAD, Role.MANAGER, Role.ADMIN])])  # fmt: skip
def test_a_pause_may_be_so_long(sign_in, here, clock, ann, role, pause):
    ann.role = role
    ann.save()
    sign_in(ann)
    clock.shift(pause - MINUTE)
    assert here()
    clock.shift(pause - MINUTE)
    assert here()
    clock.shift(pause + MINUTE)
    assert not here()


def test_signing_in_alone_starts_the_pause(sign_in, here, clock, ben):
    sign_in(ben)
    clock.shift(12 * HOUR + MINUTE)
    assert not here()


def test_what_a_page_asks_by_itself_is_no_activity(client, sign_in, here, clock, ben):
    sign_in(ben)
    for _hour in range(13):
        clock.shift(HOUR)
        client.get("/notices/bell/", headers={"X-By-Itself": "yes", "HX-Request": "true"})
        client.get("/live/", headers={"Accept": "text/event-stream"})
    assert not here()


def test_nobody_stays_longer_than_the_lifetime(sign_in, here, clock, ann):
    sign_in(ann)
    for _week in range(4):
        clock.shift(7 * DAY)
        assert here()
    clock.shift(2 * DAY - MINUTE)
    assert here()
    clock.shift(2 * MINUTE)
    assert not here()
    sign_in(ann)
    clock.shift(DAY)
    assert here()


def test_each_limit_is_a_setting(settings, sign_in, here, clock, ben):
    settings.SESSION_IDLE_AGENTS, settings.SESSION_LIFETIME = 600, 1500
    sign_in(ben)
    for _time in range(2):
        clock.shift(9 * MINUTE)
        assert here()
    clock.shift(8 * MINUTE)
    assert not here()


def test_the_row_ends_with_the_session_and_is_not_written_every_time(client, sign_in, here, clock, ben):
    sign_in(ben)
    row = Session.objects.get(session_key=client.session.session_key)
    assert row.expire_date - timezone.now() == 12 * HOUR
    clock.shift(MINUTE)
    assert here()
    row.refresh_from_db()
    assert row.expire_date - timezone.now() == 12 * HOUR - MINUTE
    clock.shift(5 * MINUTE)
    assert here()
    row.refresh_from_db()
    assert row.expire_date - timezone.now() == 12 * HOUR


def test_typed_text_is_not_lost_with_the_session(client, sign_in, clock, ben):
    sign_in(ben)
    clock.shift(DAY)
    answer = client.post("/me/", {"name": "Benjamin"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Trigger"]) == (401, "signed-out")
