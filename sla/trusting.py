"""May clocks fire now? Not while the database's clock has jumped ahead and nobody knows yet whether it is right."""

import logging
import os
import socket
import threading
import time

from core.clock import database_time
from sla.models.clock_jump import ClockJump
from sla.steadiness import Steadiness

log = logging.getLogger(__name__)
# One that goes on while the machine sleeps, where there is such a one.
_own_clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Watch:
    """Compares the database's clock with this process's own, and raises the alarm."""

    def __init__(self, own_clock=lambda: time.clock_gettime(_own_clock), database_clock=database_time):
        self.own_clock = own_clock
        self.database_clock = database_clock
        self.steadiness = Steadiness()
        self.is_holding = False
        self._alone = threading.Lock()

    def trusted_time(self):
        """The moment by the database's clock; None while nothing may fire."""
        with self._alone:
            return self._look()

    def _look(self):
        is_first = self.steadiness.trusted is None
        before = self.own_clock()
        now = self.database_clock()
        ahead = self.steadiness.see(now.timestamp(), before, self.own_clock())
        if is_first:
            ahead = self._alarm_of_others(now)
        elif self.is_holding and ahead:
            ahead = self._unless_ended(ahead)
        elif self.is_holding:
            ClockJump.objects.end()
            log.warning("The clock of the database is believed again; service levels fire.")
        elif ahead:
            self._raise_alarm(now, ahead)
        self.is_holding = bool(ahead)
        return None if ahead else now

    def _alarm_of_others(self, now):
        alarm = ClockJump.objects.open().first()
        if alarm is None:
            return 0
        ahead = alarm.ahead.total_seconds()
        self.steadiness.doubt(ahead, max(0.0, (now - alarm.at).total_seconds()))
        return ahead

    def _unless_ended(self, ahead):
        if ClockJump.objects.open().exists():
            return ahead
        self.steadiness.believe()
        return 0

    def _raise_alarm(self, now, ahead):
        ClockJump.objects.note(now, ahead, f"{socket.gethostname()}, {os.getpid()}")
        log.error("The clock of the database jumped ahead by %.0f s; no service level fires.", ahead)


watch = Watch()
