"""Bears a worker again whenever it has died: everything is loaded once and forked, so that the next is there at once.

`python -m helpdesk.chaos.nursery <words for celery>` writes the process id of each worker on a line of its own, and
-1 once it has died.
"""

import os
import signal
import sys
import time

import celery.apps.worker  # noqa: F401  what every worker would load for itself
import celery.concurrency.thread  # noqa: F401
import django
import kombu.transport.redis  # noqa: F401
from django.utils.module_loading import import_string

from helpdesk import schedule
from helpdesk.celery import app
from helpdesk.leash import die_with_parent


def main(words):
    die_with_parent(signal.SIGKILL)
    django.setup()
    app.loader.import_default_modules()
    for path, _period in schedule.SWEEPS:
        import_string(path)
    while True:
        child = os.fork()
        if child == 0:
            die_with_parent(signal.SIGKILL)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            app.worker_main(words)
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)
        sys.stdout.write("-1\n")
        sys.stdout.flush()
        # One that cannot live at all is not tried without end at full speed.
        time.sleep(0.05)


if __name__ == "__main__":
    main(sys.argv[1:])
