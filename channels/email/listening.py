"""Hears from servers when mail comes (IDLE, RFC 2177), and only rings: fetching is done as ever."""

import logging
import threading
import time
import uuid

from django.db import DatabaseError, close_old_connections, connections

from channels.email import imap
from channels.email.side_by_side import take_turns
from channels.models import Account

log = logging.getLogger(__name__)
# One worker holds at most so many lines open; other accounts are listened to by another, or looked into by turns.
MOST = 50
# RFC 2177 wants a new IDLE within 29 minutes. Lines that died silently are found out by it, so it is done sooner.
RENEWED_AFTER = 9 * 60
# How soon a listener hears that it shall stop.
A_MOMENT = 2
MOST_EMPTY = 3
FIRST_PAUSE, LONGEST_PAUSE = 5, 15 * 60


class Listeners:
    """The threads of one process that listen, one for each account; a lease on its row keeps others away."""

    def __init__(self, most=MOST):
        self.most, self.me = most, str(uuid.uuid4())
        self._threads = {}

    def look(self):
        """Go on with those we have, let go of what nobody wants any more, and take up what nobody listens to."""
        wanted = Account.objects.keep_listening(self.me, list(self._threads)) if self._threads else set()
        for pk in set(self._threads) - wanted:
            self._threads.pop(pk).stopping.set()
        if free := self.most - len(self._threads):
            for account in Account.objects.claim_listening(self.me, free):
                self._threads[account.pk] = Listener(account)
                self._threads[account.pk].start()

    def stop(self, seconds=5):
        """Hang up everywhere, and let another worker listen from now on."""
        for thread in self._threads.values():
            thread.stopping.set()
        for thread in self._threads.values():
            thread.join(seconds)
        if self._threads:
            Account.objects.let_go(self.me)
        self._threads.clear()


class Listener(threading.Thread):
    """Listens to one account until it is told to stop; comes back after growing pauses when the line breaks."""

    def __init__(self, account):
        super().__init__(name=f"listener-{account.pk}", daemon=True)
        self.account, self.stopping = account, threading.Event()
        self.failures = 0

    def run(self):
        while not self.stopping.is_set():
            try:
                self._listen()
            except Exception as error:  # whatever a server may do: it is looked into by turns meanwhile
                log.info("%s cannot be listened to: %r", self.account, error)
                self.failures += 1
            finally:
                self._say(False)
            self.stopping.wait(min(FIRST_PAUSE * 2 ** min(self.failures, 10), LONGEST_PAUSE))

    def _listen(self):
        self.account.refresh_from_db()
        with imap.connected(self.account) as server:
            server.select_folder(self.account.folder, readonly=True)
            if not server.has_capability("IDLE"):
                self.failures = 10
                return
            # A connection of the database is not held for as long as nothing happens.
            connections.close_all()
            while not self.stopping.is_set():
                self._idle(server)

    def _idle(self, server):
        server.idle()
        self._say(True)
        self.failures, until = 0, time.monotonic() + RENEWED_AFTER
        empty = 0
        while time.monotonic() < until and not self.stopping.is_set():
            began = time.monotonic()
            said = server.idle_check(timeout=A_MOMENT)
            if any(b"EXISTS" in line for line in said):
                self._on_its_row(self.account.ring)
            # An end of the line looks like nothing said, only sooner.
            empty = empty + 1 if not said and time.monotonic() - began < A_MOMENT / 2 else 0
            if empty >= MOST_EMPTY or any(line[0] == b"BYE" for line in said):
                raise OSError("The server hung up.")
        server.idle_done()

    def _say(self, is_heard):
        self._on_its_row(lambda: self.account.note_heard(is_heard))

    def _on_its_row(self, act):
        close_old_connections()
        try:
            act()
            take_turns()
        except DatabaseError as error:  # it is looked into by turns all the same
            log.warning("%s rang in vain: %r", self.account, error)
        finally:
            connections.close_all()


listeners = Listeners()
