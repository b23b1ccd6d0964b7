"""The roof's own recurring jobs: signs of life for the health page, and forgetting what has expired."""

from celery import shared_task
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

A_DAY = 24 * 3600


@shared_task
def note_worker():
    """Leave the moment at which a worker last ran, under the cache key `heartbeat:worker`."""
    cache.set("heartbeat:worker", timezone.now(), A_DAY)


@shared_task
def note_beat():
    """Leave the moment at which a call of beat last came through broker and worker: `heartbeat:beat`."""
    cache.set("heartbeat:beat", timezone.now(), A_DAY)


@shared_task
def forget_expired():
    """Delete sessions that ended."""
    call_command("clearsessions")
