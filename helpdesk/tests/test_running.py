"""`manage.py up`, as a person meets it: it heals, it says what is wrong, and it leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys

import pytest

from helpdesk.tests.running import PROJECT, Running, eventually, free_port

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux keeps the leashes"),
]


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    running = Running(tmp_path_factory.mktemp("var"), free_port(), "--production")
    assert running.is_welcoming(), running.said()
    yield running
    running.kill()


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


@pytest.mark.parametrize(
    ("variable", "reason"),
    [("postgres://a:b@127.0.0.1:1/name", "Connection refused"), ("nonsense", "is written postgres://")],
)
def test_a_database_from_outside_that_is_none_is_one_line(tmp_path, variable, reason):
    told = up(free_port(), tmp_path, DATABASE_URL=variable)
    assert reason in told.strip().splitlines()[-1]
    assert "Traceback" not in told


def up(port, var, **environment):
    """What `manage.py up` says when it refuses to start."""
    refused = subprocess.run(
        [sys.executable, "manage.py", "up", "--port", str(port)],
        cwd=PROJECT,
        env={**os.environ, "VAR_DIR": str(var), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert refused.returncode == 1
    return refused.stderr


def test_ctrl_c_before_anything_is_served_ends_it_in_one_word(tmp_path):
    running = Running(tmp_path, free_port())
    assert eventually(lambda: "Bringing the database" in running.said())
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(30) == 130
    assert running.said().rstrip().endswith("Stopped.")
    assert "Traceback" not in running.said()
    assert running.processes() == []


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory):
    """Where one helpdesk begins after the clean end of another."""
    return tmp_path_factory.mktemp("var")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_without_redis_the_worker_still_sweeps_and_the_end_is_clean(left_behind, sign):
    nobody = f"unix://{left_behind}/nobody.sock"
    running = Running(left_behind, free_port(), "--production", REDIS_URL=nobody)
    assert running.is_welcoming(), running.said()
    assert running.answers()
    assert eventually(lambda: running.heartbeat("worker"))

    running.process.send_signal(sign)
    assert running.process.wait(30) == 0
    assert running.said().rstrip().endswith("Stopped.")
    assert running.processes() == []
