"""Celery's doors into this room: ids in, rows out, one verb each. The schedule is in helpdesk/schedule.py."""

from celery import shared_task
from django.utils import timezone

from notifications.mailing import mail_held
from notifications.models import Notification


@shared_task
def sweep_held_mail():
    """Send the mail that waited for the end of quiet hours, for the hour of a summary, or for the brake."""
    mail_held()


@shared_task
def settle_read():
    """Tick off what was read on the ticket's page, so that the bell's index stays small."""
    Notification.objects.filter(done_at=None).read().update(done_at=timezone.now())
