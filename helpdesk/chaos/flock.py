"""Real Celery workers that are killed and come back at once, and what they need of memory."""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

# Where a worker may end itself (core/failpoints.py).
DEADLY = [
    "after_shelf", "after_keep", "after_mark", "after_read", "before_sorted", "after_sort", "before_send",
    "after_send",
]  # fmt: skip


# A kill that nothing was done before comes after so many turns.
PATIENCE = 50


class Worker:
    """One worker of the house. `deaths` counts all of them, by whatever hand."""

    def __init__(self, number, chance):
        self.births = Path(tempfile.mkstemp(prefix="chaos-worker")[1])
        command = [
            sys.executable, "-m", "helpdesk.chaos.nursery", "worker", "--pool", "threads", "--concurrency", "1",
            "--hostname", f"chaos{number}", "--without-gossip", "--without-mingle", "--without-heartbeat",
        ]  # fmt: skip
        deadly = " ".join(f"{name}={chance}" for name in DEADLY) if chance else ""
        self.nursery = subprocess.Popen(  # noqa: S603  our own command
            command,
            env=os.environ | {"FAILPOINTS": deadly},
            stdout=self.births.open("w"),
            stderr=None if os.environ["LOG_LEVEL"] != "CRITICAL" else subprocess.DEVNULL,
        )

    @property
    def pid(self):
        """Of the one that lives now, or -1, which nobody has."""
        told = self.births.read_text().split()
        return int(told[-1]) if told else -1

    @property
    def deaths(self):
        return self.births.read_text().split().count("-1")

    def kill(self):
        """kill -9; whether there was somebody to kill."""
        try:
            psutil.Process(self.pid).kill()
        except (psutil.NoSuchProcess, ValueError):
            return False
        return True

    def end(self):
        self.nursery.kill()
        self.nursery.wait()
        self.births.unlink()


class Flock:
    """Several workers, for as long as the block lasts. `peak` is in MB, of one worker without its child;
    `peak_of_child` is of the process that reads mail for it."""

    def __init__(self, many, *, chance_to_die=0):
        self.many, self.chance = many, chance_to_die
        self.kills = self.all_deaths = 0
        self.first, self.peak, self.peak_of_child = {}, 0, 0

    def __enter__(self):
        self.workers = [Worker(number, self.chance) for number in range(self.many)]
        return self

    def __exit__(self, *_trouble):
        # So that the last deaths are told, too.
        time.sleep(0.5)
        for one in self.workers:
            self.all_deaths += one.deaths
            one.end()

    def suffer(self, kills, many, done, then=lambda: None):
        """Kill one of them each 0.2 to 0.6 s, so often, unless `done()` comes to `many` before; `then` after each.

        Always in the midst of work: only once more is done than at the kill before.
        """
        before = patience = 0
        while self.kills < kills and (now := done()) < many:
            time.sleep(random.uniform(0.2, 0.6))  # noqa: S311
            patience += 1
            if (now > before or patience > PATIENCE) and random.choice(self.workers).kill():  # noqa: S311
                self.kills += 1
                before, patience = now, 0
                then()

    def weigh(self):
        """Look how much memory they have now."""
        for one in self.workers:
            try:
                process = psutil.Process(one.pid)
                megabytes = process.memory_info().rss / 1e6
                self.first.setdefault(one.pid, megabytes)
                self.peak = max(self.peak, megabytes)
                children = [child.memory_info().rss / 1e6 for child in process.children()]
                self.peak_of_child = max([self.peak_of_child, *children])
            except (psutil.NoSuchProcess, ValueError):
                continue


def wait_until(is_so, seconds, meanwhile=lambda: None, pause=0.2):
    """The seconds it took until `is_so()`; at most so many."""
    began = time.monotonic()
    while not is_so() and time.monotonic() - began < seconds:
        meanwhile()
        time.sleep(pause)
    return time.monotonic() - began
