"""Whoever presses Ctrl-C is heard, whatever the program is doing at that moment."""

import signal
import subprocess
import sys

from django.conf import settings

LOST = """
import os, signal, time
from helpdesk import interrupts

class Deaf:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)

interrupts.AGAIN_SECONDS = 0.2
signal.signal(signal.SIGINT, signal.{handler})
try:
    with interrupts.heard():
        Deaf()
        time.sleep({seconds})
        print("went on")
except KeyboardInterrupt:
    time.sleep(0.5)
    print("stopped")
print(signal.getsignal(signal.SIGINT) is signal.{handler})
"""


def said(handler, seconds):
    program = LOST.format(handler=handler, seconds=seconds)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    return done.stdout.split("\n")[:2], done.stderr


def test_an_interrupt_that_is_thrown_away_comes_again():
    told, errors = said(signal.default_int_handler.__name__, 30)
    assert told == ["stopped", "True"]
    assert "Exception ignored" in errors


def test_who_is_started_in_the_background_stays_deaf():
    assert said("SIG_IGN", 0.5)[0] == ["went on", "True"]
