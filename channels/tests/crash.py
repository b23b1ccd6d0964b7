"""A worker for the crash drill, in a process of its own: sends what is due until it is killed."""

import os
import time
from datetime import timedelta

import django

django.setup()

from channels import outbox, tasks  # noqa: E402
from channels.models import outgoing  # noqa: E402

parent = os.getppid()
# In earnest a dead worker's rows come back after minutes; a drill has no time for that.
outbox.LEASE = outgoing.LEASE = timedelta(seconds=2)
while os.getppid() == parent:
    tasks.sweep_outbox()
    time.sleep(0.05)
