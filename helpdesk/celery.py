"""The Celery application: it wakes workers with ids; the truth stays in PostgreSQL (docs/house.md)."""

import os

from celery import Celery
from celery.signals import worker_init, worker_shutting_down

from core.garbage import spare_what_stays
from helpdesk import schedule
from helpdesk.sweeper import Sweeper, sweep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")

app = Celery("helpdesk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = schedule.BEAT
# Threads of the web server find the application as the default, not as the current one.
app.set_default()

sweeper = Sweeper(schedule.SWEEPS)


@worker_init.connect
def spare(**_):
    spare_what_stays()


@worker_init.connect
def start_sweeping(**_):
    """Sweep from the first moment, before and whether or not the broker answers."""
    sweeper.start()


@worker_shutting_down.connect
def stop_sweeping(**_):
    sweeper.stop()
    for path in schedule.ENDINGS:
        sweep(path)
