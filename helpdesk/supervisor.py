"""Keeps web, worker and beat running in one terminal: restarts what dies, takes everything along at the end."""

import os
import signal
import subprocess
import sys
import time
from functools import partial

from helpdesk.engines.places import EngineFailed
from helpdesk.leash import die_with_parent

LOOK_SECONDS = 0.25
ENGINES_LOOK_SECONDS = 2
GRACE_SECONDS = 10
LONGEST_PAUSE = 30
# A part that ran this long was well: its next end counts as the first.
WELL_SECONDS = 60
ONE_PORT = "helpdesk.oneport:application"
LONGEST_LOG = 10 * 1024 * 1024


class Part:
    """One process and its group, started again with growing pauses when it ends by itself."""

    def __init__(self, name, command, log=None):
        self.name = name
        self.command = [sys.executable, "-m", *command]
        self.log = log
        self.process = None
        self.failures = 0
        self.start_at = 0

    def start(self):
        self.began = time.monotonic()
        # A session of its own: Ctrl-C reaches the supervisor alone, and the whole group can be ended.
        self.process = subprocess.Popen(  # noqa: S603 (our own modules)
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **self._outputs(),
        )

    def look(self):
        """Start again what has ended. Returns a line to print, or None."""
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        self.send(signal.SIGKILL)
        well = time.monotonic() - self.began > WELL_SECONDS
        self.failures = 1 if well else self.failures + 1
        pause = 0 if self.failures == 1 else min(2 ** (self.failures - 1), LONGEST_PAUSE)
        self.process, self.start_at = None, time.monotonic() + pause
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        when = f"in {pause} seconds" if pause else "now"
        where = f" Its words are in {self.log}." if self.log else ""
        return f"{self.name} {how}; starting it again {when}.{where}"

    def send(self, sign):
        """Signal the whole group; nothing when it is gone."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, sign)
            except ProcessLookupError:
                pass

    def _outputs(self):
        if self.log is None:
            return {}
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_name(f"{self.log.name}.1"))
        with open(self.log, "ab") as file:
            return {"stdout": os.dup(file.fileno()), "stderr": subprocess.STDOUT}


class Supervisor:
    """Runs parts and looks after the engines they use, until SIGINT, SIGTERM or SIGHUP."""

    def __init__(self, parts, engines, say):
        self.parts = parts
        self.engines = engines
        self.say = say
        self.is_stopping = False
        self._engines_seen_at = 0

    def start(self):
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._stop)
        for part in self.parts:
            part.start()

    def run(self):
        """Look at everything until told to stop, then end the parts."""
        try:
            while not self.is_stopping:
                self.look()
                time.sleep(LOOK_SECONDS)
        finally:
            self.end()

    def look(self):
        """One round: heal what is gone, say so."""
        if time.monotonic() - self._engines_seen_at > ENGINES_LOOK_SECONDS:
            self._look_at_engines()
            self._engines_seen_at = time.monotonic()
        for part in self.parts:
            line = part.look()
            if line:
                self.say(line)

    def _look_at_engines(self):
        for engine in self.engines:
            if not engine.is_up():
                self.say(f"{engine.title} is gone; starting it again.")
                try:
                    engine.ensure()
                except EngineFailed as failure:
                    self.say(str(failure))

    def end(self):
        """End every part: politely, and after a grace of 10 seconds by force."""
        for part in self.parts:
            part.send(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for part in self.parts:
            if part.process is not None:
                try:
                    part.process.wait(max(0, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    self.say(f"{part.name} did not end in {GRACE_SECONDS} seconds and is killed.")
                part.send(signal.SIGKILL)
                part.process.wait()

    def _stop(self, *_):
        self.is_stopping = True


def home_parts(*, port, var, logs, mail_port=None):
    """Web, worker and beat of one machine, and a door for mail at `mail_port`. `logs` is a directory for what they
    write, or None for ours."""
    log = partial(_log, logs)
    schedule = var / "beat" / "schedule"
    schedule.parent.mkdir(parents=True, exist_ok=True)
    celery = ["celery", "--app", "helpdesk.celery", "--quiet"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    web = ["granian", "--interface", "asginl", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    door = [Part("mail", ["django", "mail_door", "--port", str(mail_port)], log("mail"))] if mail_port else []
    return [
        Part("web", [*web, "--respawn-failed-workers", "--workers-kill-timeout", "3", ONE_PORT], log("web")),
        Part("worker", [*celery, "worker", "--pool", "threads", "--concurrency", "4", *quiet], log("worker")),
        Part("beat", [*celery, "beat", "--schedule", str(schedule), "--pidfile", ""], log("beat")),
        *door,
    ]


def _log(logs, name):
    return logs / f"{name}.log" if logs else None
