"""Reads a mail in a child process, so that no mail can take the house's time, memory or life.

The child serves many mails, and is replaced after a crash, after a mail that went past a limit, and after so many
mails that whatever a library leaks stays small.
"""

import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from channels.email.reading.child import MAIL, REQUEST, TOO_MUCH_MEMORY
from channels.email.reading.limits import MAILS_OF_ONE_CHILD, MOST_ANSWER, MOST_BYTES, MOST_WALL_SECONDS
from channels.email.reading.mail import Mail
from channels.email.reading.wire import LENGTHS, from_wire

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ("-m", "channels.email.reading.child")
TOO_LONG, TOO_LARGE, CRASHED = "too much time", "too much memory", "crashed"
CHUNK = 1 << 20


@dataclass
class Reading:
    """What came of reading one mail: the mail, or the plain reason why there is none."""

    mail: Mail | None = None
    trouble: str = ""


class Reader:
    """One child at a time, started when it is first needed. Safe between threads and across fork."""

    def __init__(self, seconds=MOST_WALL_SECONDS, program=PROGRAM):
        self.seconds = seconds
        self.program = program
        self._lock = threading.Lock()
        self._child = None

    def read(self, raw, *, authserv_id=None):
        """The `Reading` of one mail, given as bytes or as a binary file; never an exception, whatever the bytes."""
        with self._lock:
            try:
                child = self._living()
            except OSError:
                # Not even a child could be started; the mail can be tried again.
                return Reading(trouble=CRASHED)
            reading = child.read(_Raw(raw), authserv_id or "", time.monotonic() + self.seconds)
            if reading.trouble or child.served >= MAILS_OF_ONE_CHILD:
                self._end()
            return reading

    def close(self):
        """End the child, if there is one."""
        with self._lock:
            self._end()

    def _living(self):
        # A child that was inherited through fork belongs to the parent; two must not talk over one line.
        if self._child is None or self._child.owner != os.getpid():
            self._child = _Child(self.program)
        return self._child

    def _end(self):
        if self._child is not None and self._child.owner == os.getpid():
            self._child.end()
        self._child = None


class _Raw:
    """The bytes of a mail as pieces, and how many they are."""

    def __init__(self, raw):
        self.file = io.BytesIO(raw) if isinstance(raw, bytes) else raw
        self.length = min(self.file.seek(0, io.SEEK_END) or self.file.tell(), MOST_BYTES + 1)
        self.file.seek(0)

    def __iter__(self):
        left = self.length
        while left:
            # A file that has become shorter than it was is read like any other that was cut off.
            piece = self.file.read(min(left, CHUNK)) or b"\n" * min(left, CHUNK)
            left -= len(piece)
            yield piece


class _Child:
    def __init__(self, program):
        self.owner, self.served = os.getpid(), 0
        self.line, theirs = socket.socketpair()
        with theirs:
            # Nothing of our environment: neither secrets nor settings have a place in there.
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, *program, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                cwd=ROOT,
                env={"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def read(self, raw, authserv_id, deadline):
        self.served += 1
        name = authserv_id.encode("utf-8")[:1_000]
        try:
            self._limit(deadline)
            self.line.sendall(REQUEST.pack(raw.length, len(name)) + name)
            for piece in raw:
                self._limit(deadline)
                self.line.sendall(piece)
            return self._answer(deadline)
        except TimeoutError:
            return Reading(trouble=TOO_LONG)
        except (OSError, EOFError):
            return Reading(trouble=self._cause_of_death())
        except (ValueError, KeyError, TypeError, RecursionError):
            # The child said what no sound child says.
            return Reading(trouble=CRASHED)

    def _answer(self, deadline):
        kind = self._receive(1, deadline)
        if kind == TOO_MUCH_MEMORY:
            return Reading(trouble=TOO_LARGE)
        if kind != MAIL:
            raise ValueError("unknown answer")
        head_length, length = LENGTHS.unpack(self._receive(LENGTHS.size, deadline))
        if head_length + length > MOST_ANSWER:
            raise ValueError("answer too long")
        head = self._receive(head_length, deadline)
        # Files wait on the disk until each is made once, so that no mail lies in memory twice.
        with tempfile.SpooledTemporaryFile(CHUNK) as contents:
            for piece in self._pieces(length, deadline):
                contents.write(piece)
            contents.seek(0)
            return Reading(from_wire(head, contents))

    def _receive(self, length, deadline):
        return b"".join(self._pieces(length, deadline))

    def _pieces(self, length, deadline):
        while length:
            self._limit(deadline)
            piece = self.line.recv(min(length, CHUNK))
            if not piece:
                raise EOFError
            length -= len(piece)
            yield piece

    def _limit(self, deadline):
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.line.settimeout(left)

    def _cause_of_death(self):
        try:
            code = self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return CRASHED
        return {-signal.SIGXCPU: TOO_LONG, -signal.SIGKILL: TOO_LARGE}.get(code, CRASHED)

    def end(self):
        self.line.close()
        self.process.kill()
        self.process.wait()


reader = Reader()
read_apart = reader.read
