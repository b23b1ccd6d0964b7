"""Looks into all accounts side by side: a server that stalls holds up its own account alone."""

import logging
import threading
import time

from django.db import connections

from channels.email import fetching, trying
from channels.email.watching import Watch
from channels.models import Account

log = logging.getLogger(__name__)
# An account that keeps stalling has a thread for half a minute of every ten, so that these serve more than a hundred.
MOST = 8


class Crew:
    """Threads of one process, at most so many at a time, each with one conversation and a Watch over it."""

    def __init__(self, most=MOST):
        self.most = most
        self._running = {}
        self._lock = threading.Lock()

    def take_up(self, claim, work):
        """Claim up to as many rows as there are free threads, by `claim(limit)`, and let `work(row, watch)` begin."""
        with self._lock:
            self._look()
            free = self.most - len(self._running)
            for row in claim(free) if free else []:
                watch = Watch()
                thread = threading.Thread(target=self._run, args=(work, row, watch), daemon=True)
                self._running[thread] = watch
                thread.start()

    def wait(self, seconds):
        """Whether all is done within so many seconds; looks after everybody meanwhile."""
        deadline = time.monotonic() + seconds
        while self._running and time.monotonic() < deadline:
            with self._lock:
                self._look()
            time.sleep(0.05)
        return not self._running

    def _look(self):
        for watch in list(self._running.values()):
            watch.look()

    def _run(self, work, row, watch):
        try:
            work(row, watch)
        except Exception:  # its row comes back when its lease ends
            log.exception("%s could not be looked after", row)
        finally:
            connections.close_all()
            del self._running[threading.current_thread()]


fetchers, testers = Crew(), Crew(2)


def take_turns():
    """Begin to fetch from every account whose turn it is, and to test those that a test was asked for."""
    fetchers.take_up(claim_turns, fetching.fetch)
    testers.take_up(Account.objects.claim_tests, trying.try_account)


def claim_turns(limit):
    return Account.objects.claim(limit, lease=Account.LEASE)
