"""The live stream, from a process of its own: who hears what, how soon, and for how long."""

import http.client
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from channels.tests.conftest import free_port
from channels.tests.elsewhere import PYTHON, environment
from notifications.tests.test_hearing import react
from tickets import presence

pytestmark = pytest.mark.django_db(transaction=True)


class Reader(threading.Thread):
    """A browser tab of `user` that listens; `heard` is what it was told, with the moment of each."""

    def __init__(self, port, user):
        super().__init__(daemon=True)
        client = Client()
        client.force_login(user)
        self.key = client.session.session_key
        self.heard = []
        self.ended_at = None
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.line.request("GET", "/live/", headers={"Host": "localhost", "Cookie": f"sessionid={self.key}"})
        self.response = self.line.getresponse()
        assert self.response.readline() == b": welcome\n"
        self.start()

    def run(self):
        try:
            while line := self.response.readline():
                if line.startswith(b"event: "):
                    self.heard.append((line[7:].decode().strip(), time.monotonic()))
        except (OSError, AttributeError, ValueError):
            pass
        self.ended_at = time.monotonic()

    @property
    def names(self):
        return {name for name, _at in self.heard}

    def waits_for(self, name, seconds=10):
        """Seconds until `name` was heard, from now; None when it was not."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if moments := [at for heard, at in self.heard if heard == name]:
                return moments[0] - began
            time.sleep(0.02)
        return None

    def is_cut_within(self, seconds):
        self.join(seconds)
        return self.ended_at is not None


@pytest.fixture(scope="module")
def port(django_db_setup):
    """Where a process of this house serves nothing but the stream."""
    port = free_port()
    command = [PYTHON, "-m", "granian", "--interface", "asginl", "--port", str(port), "--no-ws"]
    process = subprocess.Popen(
        [*command, "helpdesk.asgi:application"], cwd=settings.BASE_DIR, env=environment(LOG_LEVEL="WARNING")
    )
    for _try in range(200):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            line.request("GET", "/live/", headers={"Host": "localhost"})
            assert line.getresponse().status == 302, "strangers are asked to sign in"
            break
        except ConnectionError:
            time.sleep(0.1)
    yield port
    process.terminate()
    assert process.wait(15) is not None


def test_a_reply_arrives_within_a_second_and_a_note_only_at_the_desk(port, printer, ann, ben, dov, hana):
    at_desk, asking, strange, behind_a_wall = (Reader(port, user) for user in (ben, ann, dov, hana))
    printer.reply("We are coming.", by=ben)
    for reader in (at_desk, asking):
        assert reader.waits_for(f"ticket.{printer.number}", seconds=1) is not None
    react("replied")
    assert asking.waits_for("notify") is not None
    asking.heard.clear()
    at_desk.heard.clear()

    printer.note("Secret", by=ben)
    assert at_desk.waits_for(f"ticket.{printer.number}") is not None
    time.sleep(0.3)
    assert not asking.heard
    assert not strange.heard
    assert not behind_a_wall.heard


def test_mc11_who_is_switched_off_signed_out_or_moved_is_cut_within_five_seconds(
    port, printer, ann, ben, cleo, dov, first_line
):
    switched_off, signed_out, moved, renamed = (Reader(port, user) for user in (ann, dov, ben, cleo))
    ann.is_active = False
    ann.save()
    Session.objects.filter(session_key=signed_out.key).delete()
    first_line.members.remove(ben)
    cleo.set_password("another one")
    cleo.save()
    began = time.monotonic()
    assert switched_off.is_cut_within(5)
    assert signed_out.is_cut_within(5 - (time.monotonic() - began))
    assert renamed.is_cut_within(5 - (time.monotonic() - began))

    time.sleep(max(0, 5 - (time.monotonic() - began)))
    printer.note("Secret", by=cleo)
    time.sleep(0.5)
    assert not moved.heard
    assert moved.ended_at is None


def test_many_readers_hold_no_connection_of_their_own(port, ben):
    readers = [Reader(port, ben) for _turn in range(15)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] <= 4
    assert all(reader.ended_at is None for reader in readers)


def test_where_pages_are_served_there_is_no_stream(client, ben):
    client.force_login(ben)
    # In a thread of its own: browser tests before this one leave an event loop running on the main thread.
    with ThreadPoolExecutor() as aside:
        assert aside.submit(ask_and_hang_up, client).result() == 204


def ask_and_hang_up(client):
    try:
        return client.get(reverse("live")).status_code
    finally:
        connection.close()


def test_the_former_desk_hears_that_a_ticket_left_and_nothing_of_it_afterwards(port, printer, ann, ben, hana):
    former, new, asking = (Reader(port, user) for user in (ben, hana, ann))
    printer.hand_over(hana.teams.get(), by=None)
    assert former.waits_for(f"gone.{printer.number}", seconds=1) is not None
    assert new.waits_for(f"ticket.{printer.number}") is not None
    former.heard.clear()
    printer.note("Secret", by=hana)
    time.sleep(0.5)
    assert not former.heard
    assert f"gone.{printer.number}" not in [name for name, _at in asking.heard + new.heard]


def test_who_comes_to_a_ticket_is_told_at_its_desk_at_once_and_once(
    port, printer, ann, ben, cleo, hana, settings
):
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "presence-of-a-stream"}
    settings.CACHES = {**settings.CACHES, "presence": memory}
    at_desk, asking, behind_a_wall = (Reader(port, user) for user in (ben, ann, hana))
    presence.note(printer, cleo, "viewing")
    assert at_desk.waits_for(f"presence.{printer.number}", seconds=1) is not None
    at_desk.heard.clear()
    presence.note(printer, cleo, "viewing")
    time.sleep(0.3)
    assert not at_desk.heard
    presence.note(printer, cleo, "gone")
    assert at_desk.waits_for(f"presence.{printer.number}", seconds=1) is not None
    assert not asking.heard
    assert not behind_a_wall.heard
