"""The processes that are made to suffer."""

import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

FAILPOINTS = ["after_select", "after_event", "after_outbox", "before_commit", "after_commit"]
CHANCE = 0.1
LIBRARY = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
# Days by which the clock of each worker is wrong.
WRONG_BY = ["+3d", "-2d", "+0"]
# Nobody listens there.
NO_REDIS = "redis://127.0.0.1:1/0"


class Process:
    """One process that is started again whenever it has ended."""

    def __init__(self, command, environment):
        self.command, self.environment = command, environment
        self.child, self.ends = None, 0

    def look(self):
        if self.child is None or self.child.poll() is not None:
            self.ends += self.child is not None
            self.child = subprocess.Popen(  # noqa: S603  our own commands
                self.command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )

    def kill(self):
        if self.child is not None and self.child.poll() is None:
            self.child.send_signal(signal.SIGKILL)
            self.child.wait()


def doomed_worker(number):
    """A worker of the house whose clock is wrong, and that may die in the midst of firing."""
    facts = {"FAILPOINTS": " ".join(f"{name}={CHANCE}" for name in FAILPOINTS)}
    if LIBRARY.exists():
        wrong = WRONG_BY[number % len(WRONG_BY)]
        facts |= {"LD_PRELOAD": str(LIBRARY), "FAKETIME": wrong, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    return worker(number, "helpdesk.chaos.wrong_clock", **facts)


def worker(number, module="celery", **facts):
    """A worker of the house, without Redis."""
    command = [
        sys.executable, "-m", module, "--app", "helpdesk.celery", "worker", "--pool", "threads",
        "--concurrency", "1", "--hostname", f"chaos{number}", "--without-gossip", "--without-mingle",
    ]  # fmt: skip
    return Process(command, os.environ | {"REDIS_URL": NO_REDIS, "LOG_LEVEL": "CRITICAL"} | facts)


def beat():
    schedule = Path(tempfile.mkdtemp()) / "beat"
    command = [
        sys.executable,
        "-m",
        "celery",
        "--app",
        "helpdesk.celery",
        "beat",
        "--schedule",
        str(schedule),
    ]
    return Process(command, os.environ | {"REDIS_URL": NO_REDIS, "LOG_LEVEL": "CRITICAL"})


def kill_one_of(processes):
    """kill -9 one of them, whichever."""
    random.choice(processes).kill()  # noqa: S311  chance, not a secret


def stop_database_at_once(data):
    """What pg_ctl stop -m immediate does: no goodbye, no checkpoint; it recovers from its log when it is up again."""
    os.kill(int((Path(data) / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
