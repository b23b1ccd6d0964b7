"""What the drills of mail stand on: a real Dovecot, a mail server that takes what we send, Redis, one desk."""

import os
import subprocess
import time

import redis
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Desk, Team, User
from accounts.roles import Role
from channels.models import Account, Mailbox
from channels.tests.dovecot import NOBODY, PASSWORD, Dovecot
from helpdesk.chaos import judge
from helpdesk.chaos.sink import Sink
from helpdesk.engines.redis import Redis

ADDRESS = "support@example.org"
WORDS = "It says that something is amiss, and I cannot go on.\r\n" * 30
# All that a drill leaves behind.
LEFT = (
    "TRUNCATE tickets_ticket, channels_letter, channels_outgoing, channels_account, channels_mailbox, chaos_sink,"
    " chaos_number RESTART IDENTITY CASCADE"
)


class PostOffice:
    """Everything real, and fresh for each drill."""

    def __init__(self, ports, var):
        self.ports = ports
        self.sink = Sink(ports["smtp"])
        self.dovecot = Dovecot(ports["imap"], ports["pop3"]) if Dovecot.is_here() else None
        self.redis = Redis(var)
        self.redis_process = None

    def open(self):
        self.redis.prepare()
        self.start_redis()
        self.sink.be_there()
        if self.dovecot:
            self.dovecot.start()
        judge.execute("CREATE UNLOGGED TABLE chaos_sink (place serial, message_id text, subject text)")
        judge.execute("CREATE UNLOGGED TABLE chaos_number (subject text, sha256 text)")
        self.desk = Desk.objects.first() or Desk.objects.create(name="Desk", slug="desk")
        team = Team.objects.create(name="Those who answer", desk=self.desk)
        self.agent = User.objects.create_user(email="agent@example.org", name="Agent", role=Role.AGENT)
        team.members.add(self.agent)

    def close(self):
        self.redis_process.kill()
        if self.sink.controller:
            self.sink.be_away()
        if self.dovecot:
            self.dovecot.stop()

    def start_redis(self):
        self.redis_process = subprocess.Popen(  # noqa: S603  our own command
            self.redis.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill_redis(self):
        """kill -9; it is back a second later, with what its file remembers."""
        self.redis_process.kill()
        self.redis_process.wait()
        time.sleep(1)
        self.start_redis()

    def flush_redis(self):
        redis.Redis(unix_socket_path=str(self.redis.socket)).flushall()

    def clean_up(self):
        """As if nothing had ever been."""
        judge.execute(LEFT)
        self.sink.mails.clear()
        self.sink.mood = "fine"
        cache.clear()
        self.mailbox = Mailbox.objects.create(address=ADDRESS, desk=self.desk)

    def pour(self, user, letters):
        """Lay letters (bytes) into a new mailbox on the server, as a delivery does."""
        new = self.dovecot.home / "mail" / user / "new"
        for place in (new, new.with_name("cur"), new.with_name("tmp")):
            place.mkdir(parents=True)
        for number, letter in enumerate(letters):
            (new / f"{int(time.time())}.M{number:06}.chaos").write_bytes(letter)
        if os.getuid() == 0:
            for place, _folders, files in os.walk(new.parent):
                for one in [place, *(os.path.join(place, file) for file in files)]:
                    os.chown(one, NOBODY, NOBODY)

    def fetch_from(self, *users, port=None):
        for user in users:
            account = Account(
                mailbox=self.mailbox, host="127.0.0.1", port=port or self.ports["imap"], security="none", user=user,
                takes_old=True, next_try_at=timezone.now(),
            )  # fmt: skip
            account.password = PASSWORD
            # Turns alone fetch here; the drills say when.
            account.listens = False
            account.save()

    def unread(self, *users):
        """How many letters lie on the server that were not marked as read."""
        return sum(b"\\Seen" not in flags for user in users for flags in self.dovecot.flags(user))

    def note_arrived(self):
        """Bring to the judge what our mail server has taken."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO chaos_sink (message_id, subject) VALUES (%s, %s)",
                [mail[1:] for mail in self.sink.mails],
            )

    def visitor(self):
        """A browser in which the agent is signed in."""
        client = Client(raise_request_exception=False, headers={"host": "localhost"})
        client.force_login(self.agent)
        return client


def letter(drill, number):
    """The bytes of a mail that bears its number in its subject."""
    return (
        f"From: Person {number} <person{number}@example.net>\r\nTo: {ADDRESS}\r\n"
        f"Subject: {subject(drill, number)}\r\nMessage-ID: <{drill}.{number}@example.net>\r\n"
        f"Date: Mon, 02 Mar 2026 10:00:00 +0000\r\n\r\n{WORDS}"
    ).encode()


def subject(drill, number):
    return f"{drill} mail {number:06}"
