"""Celery's doors into this room. The schedule is in helpdesk/schedule.py."""

from celery import shared_task

from sla import ticking


@shared_task
def tick():
    """Fire the thresholds of clocks whose moment has come."""
    ticking.tick()
