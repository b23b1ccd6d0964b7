"""A whole helpdesk in processes of its own, for tests that need the real thing."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg

from helpdesk.engines.postgres import Postgres

PROJECT = Path(__file__).resolve().parent.parent.parent


class Running:
    """A helpdesk of its own directory and port, and everything that belongs to it."""

    def __init__(self, var, port, *options, **environment):
        self.var = var
        self.port = port
        self.output = var / "output.txt"
        kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
        with open(self.output, "w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", "--port", str(port), *options],
                cwd=PROJECT,
                env={**kept, "VAR_DIR": str(var), "DEBUG": "on", **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def is_ready(self):
        return "Ctrl-C stops it." in self.said()

    def said(self):
        return self.output.read_text()

    def kill(self):
        """Stop as a power cut would, and wait until nothing is left."""
        self.process.kill()
        self.process.wait()
        assert eventually(lambda: not self.processes()), self.processes()

    def is_welcoming(self):
        """Whether the address was printed; waits, on a busy machine for long, but not for one that has given up."""
        eventually(lambda: self.is_ready() or self.process.poll() is not None, 600)
        return self.is_ready()

    def answers(self):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/accounts/login/", headers={"Host": "localhost"})
            return line.getresponse().status == 200
        except OSError:
            return False
        finally:
            line.close()

    def processes(self):
        """Everything that runs with our VAR_DIR, engines included."""
        found = []
        for process in psutil.process_iter():
            try:
                # Redis writes its title over its environment, but the title names its socket.
                theirs = process.environ().get("VAR_DIR") == str(self.var) or str(self.var) in str(
                    process.cmdline()
                )
                if theirs and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return found

    def part(self, *words):
        """The process whose command line has all these words; its oldest, if it has children of the same name."""
        for process in sorted(self.processes(), key=lambda process: process.create_time()):
            try:
                if all(word in " ".join(process.cmdline()) for word in words):
                    return process
            except psutil.NoSuchProcess:
                continue
        return None

    def heartbeat(self, name):
        """What stands in the health page's cache for worker or beat, or None."""
        place = {"host": str(Postgres(self.var).sockets), "dbname": "helpdesk", "user": "helpdesk"}
        try:
            with psycopg.connect(**place) as session:
                return session.execute(
                    "SELECT value FROM core_cache WHERE cache_key LIKE %s", [f"%heartbeat:{name}"]
                ).fetchone()
        except psycopg.OperationalError:
            return None


def eventually(answer, seconds=40):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer():
            return True
        time.sleep(0.1)
    return False


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
