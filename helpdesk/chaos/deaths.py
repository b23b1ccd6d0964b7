"""Dies at one place after the other while it takes in mail, or sends it, each time in a process of its own.

`python -m helpdesk.chaos.deaths in after_keep after_read` prints how each ended, and then does the rest in peace.
"""

import os
import sys
from datetime import timedelta

import django

django.setup()

from django.db import connections  # noqa: E402  Django must be set up first
from django.utils import timezone  # noqa: E402

from channels import tasks  # noqa: E402
from channels.email import fetching  # noqa: E402
from channels.models import Account, Letter, Outgoing  # noqa: E402
from core import failpoints  # noqa: E402

WORK = {"in": [fetching.fetch_all, tasks.sweep_letters], "out": [tasks.sweep_outbox]}


def main(way, places):
    for place in [*places, ""]:
        connections.close_all()
        child = os.fork()
        if child == 0:
            failpoints.FAILPOINTS[place] = "1"
            work(way)
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")


def work(way):
    """Everything, at once: what the dead had claimed comes back in earnest at the end of its lease."""
    for model in (Account, Letter, Outgoing):
        model.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    for task in WORK[way]:
        task()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
