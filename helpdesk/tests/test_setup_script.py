"""bin/run on a machine that lacks something: one clear line, and nothing half-made that a next start trusts."""

import os
import shutil
import subprocess
import venv

import pytest
from django.conf import settings

WITHOUT_ENSUREPIP = """case "$*" in
  *ensurepip*) echo "ModuleNotFoundError: No module named 'ensurepip'" >&2; exit 1 ;;
esac"""
VENV_FAILS = """case "$*" in
  *"-m venv"*) mkdir -p "$root/.venv/bin"; echo "ensurepip is not available." >&2; exit 1 ;;
esac"""


@pytest.fixture
def checkout(tmp_path):
    """A checkout without .venv, and a machine whose python3 is what a test writes there."""
    shutil.copytree(settings.BASE_DIR / "bin", tmp_path / "bin")
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "machine").mkdir()
    return tmp_path


def python(checkout, trouble):
    """A python3 with `trouble` before it does its work."""
    python = checkout / "machine" / "python3"
    python.write_text(f'#!/bin/bash\nroot={checkout}\n{trouble}\nexec {shutil.which("python3")} "$@"\n')
    python.chmod(0o755)


def set_up(checkout):
    path = f"{checkout / 'machine'}:/usr/bin:/bin"
    return subprocess.run(
        ["bash", "-eu", "-c", f"root={checkout}; . {checkout}/bin/setup.sh; set_up requirements.txt"],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("trouble", [WITHOUT_ENSUREPIP, VENV_FAILS])
def test_a_machine_without_venv_is_told_what_to_install(checkout, trouble):
    python(checkout, trouble)
    done = set_up(checkout)
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (checkout / ".venv").exists()


def test_a_machine_without_a_new_python_is_told_so(checkout):
    python(checkout, "exit 1")
    for version in ("3.11", "3.12", "3.13"):
        shutil.copy(checkout / "machine" / "python3", checkout / "machine" / f"python{version}")
    done = set_up(checkout)
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr


def test_a_venv_that_was_broken_off_is_made_anew(checkout):
    python(checkout, "")
    venv.create(checkout / ".venv", with_pip=False)
    done = set_up(checkout)
    assert done.returncode == 0, done.stderr
    assert "Making .venv" in done.stdout
    assert (checkout / ".venv" / "bin" / "pip").exists()
    assert "Making .venv" not in set_up(checkout).stdout
