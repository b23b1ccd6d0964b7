"""Looks after one conversation with a mail server, and ends it from outside when nothing comes of it."""

import socket
import threading
import time

# A server that sends a byte now and then never times out. Whoever takes longer than this for one answer, and longer
# than this rate for what a mail weighs, is cut off.
PATIENCE = 60
BYTES_A_SECOND = 64 * 1024


class Watch:
    """Knows the socket of a conversation and until when its next answer has to be there."""

    def __init__(self, patience=PATIENCE):
        self.patience = patience
        self.is_cut = False
        self._line = None
        self._lock = threading.Lock()
        self.progress()

    def progress(self, size=0):
        """Something came of it; the next answer may weigh `size` bytes."""
        self._until = time.monotonic() + self.patience + size / BYTES_A_SECOND

    def hold(self, line):
        """From now on the conversation runs over the socket `line`. OSError when it was given up meanwhile."""
        with self._lock:
            self._line = line
            if self.is_cut:
                self._shut()
                raise TimeoutError("given up")

    def look(self):
        """Cut the line when its time is over; the one who reads from it gets an error then."""
        with self._lock:
            if time.monotonic() > self._until and not self.is_cut:
                self.is_cut = True
                self._shut()

    def _shut(self):
        if self._line is not None:
            try:
                # The socket below TLS: what is encrypted on it is being read by another thread.
                socket.socket.shutdown(self._line, socket.SHUT_RDWR)
            except OSError:
                pass
