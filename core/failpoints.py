"""Places where a chaos run lets a process die without a word; elsewhere they cost an empty call."""

import os
import random
import signal

# "after_event=0.01 before_commit=0.005": how likely each is to be the end of the process.
FAILPOINTS = dict(one.split("=") for one in os.environ.get("FAILPOINTS", "").split())


def perhaps_die(name):
    """kill -9 ourselves with the chance that is asked for."""
    if random.random() < float(FAILPOINTS.get(name, 0)):  # noqa: S311  chance, not a secret
        os.kill(os.getpid(), signal.SIGKILL)


def pass_by(name):
    """Nothing happens."""


reach = perhaps_die if FAILPOINTS else pass_by
