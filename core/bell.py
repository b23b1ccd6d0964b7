"""Wakes workers without making anybody wait: a request never talks to the broker itself.

A bell that is lost (full queue, dead broker, killed process) costs nothing but a few seconds: the row it
speaks of is found by a sweep. See docs/house.md, "What follows from a change".
"""

import logging
import queue
import threading

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)
_waiting = queue.Queue(maxsize=10_000)
_start = threading.Lock()
_ringer = None


def ring_later(task, *args):
    """Send the Celery task named `task` with `args` once the current transaction has committed."""
    transaction.on_commit(lambda: ring(task, *args))


def ring(task, *args):
    """Send the Celery task named `task` with `args` from a background thread; never waits, never raises."""
    _ensure_ringer()
    try:
        _waiting.put_nowait((task, args))
    except queue.Full:
        log.warning("The bell is full; a sweep will find the work.")


def _ensure_ringer():
    global _ringer
    with _start:
        if _ringer is None or not _ringer.is_alive():
            _ringer = threading.Thread(target=_ring_for_ever, name="bell", daemon=True)
            _ringer.start()


def _ring_for_ever():
    while True:
        task, args = _waiting.get()
        try:
            current_app.send_task(task, args, retry=False)
        except Exception as trouble:  # the broker may fail in any way; the row stays and is swept
            log.warning("The broker cannot be reached: %s", trouble)
