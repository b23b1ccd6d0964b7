"""Runs the sweeps of schedule.py in threads of the worker, so that mail and reactions need no broker."""

import logging
import threading
import time

from django.db import close_old_connections, connections
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)
LONGEST_PAUSE = 60


class Sweeper:
    """Calls each function every so many seconds, each in a thread of its own: a slow mail server holds up
    the mail alone. One that fails is logged and tried less often."""

    def __init__(self, sweeps):
        self.sweeps = sweeps
        self._stopping = threading.Event()
        self._threads = []

    def start(self):
        """Begin, in daemon threads; a second call does nothing."""
        if not self._threads:
            self._stopping.clear()
            for sweep in self.sweeps:
                thread = threading.Thread(target=self._sweep_for_ever, args=sweep, name=sweep[0], daemon=True)
                self._threads.append(thread)
                thread.start()

    def stop(self, seconds=10):
        """Let running sweeps finish, waiting at most so many seconds for all of them."""
        self._stopping.set()
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0, deadline - time.monotonic()))
        self._threads.clear()

    def _sweep_for_ever(self, path, period):
        failures = 0
        while True:
            failures = 0 if sweep(path) else failures + 1
            pause = min(period * 2**failures, max(LONGEST_PAUSE, period))
            if self._stopping.wait(pause):
                connections.close_all()
                return


def sweep(path):
    """Call the function at `path` once, on a usable connection. False when it failed; never raises."""
    close_old_connections()
    try:
        import_string(path)()
    except Exception:  # a sweep may fail in any way; its rows stay and the next turn finds them
        log.exception("%s failed", path)
        return False
    finally:
        close_old_connections()
    return True
