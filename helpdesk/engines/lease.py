"""Who uses an engine: a lock that the kernel drops when its process ends, however it ends."""

import fcntl
import os
import time


class Lease:
    """A shared claim on an engine, held until the process ends or `release` is called.

    The engine's keeper asks for the same lock exclusively: it gets it when nobody is left.
    """

    def __init__(self, path):
        self.path = path
        self._file = None

    def hold(self):
        """Claim the engine, waiting while a keeper is just stopping it."""
        self._open()
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def take_alone(self):
        """Claim the engine for ourselves. True when nobody else holds it; never waits."""
        self._open()
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def take_alone_within(self, seconds):
        """Claim the engine for ourselves, waiting at most so many seconds for the others to go."""
        deadline = time.monotonic() + seconds
        while not self.take_alone():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True

    def release(self):
        """Give the claim up."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _open(self):
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
