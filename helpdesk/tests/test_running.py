"""`manage.py up`, as a person meets it: it heals, it says what is wrong, and it leaves nothing behind."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from helpdesk.engines.postgres import Postgres

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux keeps the leashes")
PROJECT = Path(__file__).resolve().parent.parent.parent


class Running:
    """A helpdesk of its own directory and port, and everything that belongs to it."""

    def __init__(self, var, port, **environment):
        self.var = var
        self.port = port
        self.output = var / "output.txt"
        kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
        with open(self.output, "w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", "--production", "--port", str(port)],
                cwd=PROJECT,
                env={**kept, "VAR_DIR": str(var), "DEBUG": "on", **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self):
        return self.output.read_text()

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


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    running = Running(tmp_path_factory.mktemp("var"), free_port())
    assert eventually(lambda: "Ctrl-C stops it." in running.said(), 90), running.said()
    yield running
    running.process.kill()
    running.process.wait()
    assert eventually(lambda: not running.processes()), running.processes()


@pytest.mark.parametrize(
    "words",
    [("granian",), ("worker", "--pool"), ("beat", "--schedule"), ("postgres", "-D"), ("redis-server",)],
)
def test_a_killed_part_comes_back(running, words):
    killed = running.part(*words)
    killed.send_signal(signal.SIGKILL)

    assert eventually(lambda: (now := running.part(*words)) and now.pid != killed.pid), running.said()
    assert eventually(running.answers), running.said()


def test_what_died_and_was_started_again_is_said(running):
    running.part("beat", "--schedule").send_signal(signal.SIGKILL)
    assert eventually(lambda: re.search(r"beat was killed by SIGKILL; starting it again", running.said()))


def test_the_web_process_is_small(running):
    assert running.answers()
    web = max(
        process.memory_info().rss
        for process in running.processes()
        if "granian" in " ".join(process.cmdline())
    )
    assert web < 160 * 1024 * 1024


def test_worker_and_beat_leave_signs_of_life(running):
    assert eventually(lambda: running.heartbeat("worker"))
    assert eventually(lambda: running.heartbeat("beat"), 50)


def test_a_second_one_in_the_same_place_is_refused_in_one_line(running):
    told = up(free_port(), running.var)
    assert "running already" in told
    assert "Traceback" not in told
    assert running.answers()


def test_a_taken_port_is_one_line_with_the_way_out(running, tmp_path):
    told = up(running.port, tmp_path)
    assert f"Port {running.port} cannot be used" in told
    assert "--port" in told
    assert "Traceback" not in told


def up(port, var):
    """What `manage.py up` says when it refuses to start."""
    refused = subprocess.run(
        [sys.executable, "manage.py", "up", "--port", str(port)],
        cwd=PROJECT,
        env={**os.environ, "VAR_DIR": str(var)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert refused.returncode == 1
    return refused.stderr


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_without_redis_the_worker_still_sweeps_and_the_end_is_clean(tmp_path, sign):
    running = Running(tmp_path, free_port(), REDIS_URL=f"unix://{tmp_path}/nobody.sock")
    assert eventually(lambda: "Ctrl-C stops it." in running.said(), 90), running.said()
    assert running.answers()
    assert eventually(lambda: running.heartbeat("worker"))

    running.process.send_signal(sign)
    assert running.process.wait(30) == 0
    assert running.said().rstrip().endswith("Stopped.")
    assert running.processes() == []
