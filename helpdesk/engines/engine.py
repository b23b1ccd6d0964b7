"""What PostgreSQL and Redis at home have in common."""

import socket
import subprocess
import sys
import time
from pathlib import Path

from helpdesk.engines.lease import Lease
from helpdesk.engines.places import EngineFailed, engine_account, open_the_way_to, sockets_dir

PROJECT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60
# What the keeper answers when another one is already at work.
SOMEBODY_ELSE_KEEPS_IT = 75


class Engine:
    """A server of our own behind a unix socket: it runs while somebody holds its lease."""

    name = ""
    socket_name = ""

    def __init__(self, var):
        self.var = Path(var)
        self.data = self.var / self.name
        self.sockets = sockets_dir(self.var, self.name)
        self.socket = self.sockets / self.socket_name
        self.log = self.var / "log" / f"{self.name}.log"
        self.lease = Lease(self.var / "run" / f"{self.name}.lease")
        self.keeper_lock = Lease(self.var / "run" / f"{self.name}.keeper")
        self._keepers = []

    def ensure(self):
        """Hold the lease and have the engine answering. A millisecond when it already is.

        Raises EngineFailed when it cannot be started.
        """
        self.lease.hold()
        deadline = time.monotonic() + START_SECONDS
        keeper = None
        while not self.is_up():
            if keeper is None:
                keeper = self._start_keeper()
            elif keeper.poll() == SOMEBODY_ELSE_KEEPS_IT:
                keeper = None
            elif keeper.poll() is not None:
                raise EngineFailed(f"{self.title} did not start: {self._last_words()}")
            if time.monotonic() > deadline:
                raise EngineFailed(f"{self.title} did not answer within {START_SECONDS} seconds.")
            time.sleep(0.03)

    def let_go(self, seconds=15):
        """Release the lease; True when the engine was not needed by others and is gone."""
        self.lease.release()
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.keeper_lock.take_alone():
                self.keeper_lock.release()
                return True
            time.sleep(0.05)
        return False

    def answers(self):
        """Whether anybody listens on the socket."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            try:
                line.connect(str(self.socket))
            except OSError:
                return False
        return True

    def _start_keeper(self):
        if engine_account():
            for place in (self.data, self.program()):
                open_the_way_to(place)
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A session of its own, so that Ctrl-C in a terminal does not reach the engine, and no stream of ours:
        # whoever reads our output through a pipe would wait for the keeper.
        with open(self.log, "ab") as log:
            keeper = subprocess.Popen(  # noqa: S603 (our own module)
                [sys.executable, "-m", "helpdesk.engines.keeper", self.name, str(self.var)],
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        self._keepers.append(keeper)
        return keeper

    def _last_words(self):
        try:
            lines = self.log.read_text(errors="replace").strip().splitlines()
        except OSError:
            lines = []
        return f"{lines[-1] if lines else 'no log'} (see {self.log})"
