"""Celery's doors into this room: ids in, rows out, one verb each. The schedule is in helpdesk/schedule.py."""

from celery import shared_task

from channels import outbox, webhooks
from channels.email import alarming, clearing, reading_room
from channels.email.listening import listeners
from channels.email.side_by_side import take_turns
from channels.models import Letter, Outgoing, WebhookCall


@shared_task
def deliver(outgoing_id):
    """Send one mail, unless somebody else already does or an older one of its thread has to go first."""
    outbox.deliver(Outgoing.objects.filter(pk=outgoing_id))


@shared_task
def sweep_outbox():
    """Send what every lost bell has left behind, and what is to be tried again."""
    outbox.deliver(Outgoing.objects.all())


@shared_task
def call(call_id):
    """Make one call of a webhook, unless somebody else already does."""
    webhooks.call(WebhookCall.objects.filter(pk=call_id))


@shared_task
def sweep_calls():
    """Make the calls that every lost bell has left behind, and those to be tried again."""
    webhooks.call(WebhookCall.objects.all())


@shared_task
def fetch_mail():
    """Begin to fetch from every account whose turn it is, and to test those a test was asked for."""
    take_turns()


@shared_task
def listen_to_accounts():
    """Keep a line open to every account whose server tells of new mail."""
    listeners.look()


def stop_listening():
    """This worker ends: let another listen."""
    listeners.stop()


@shared_task
def watch_accounts():
    """Tell administrators once of accounts that fail, fall behind or fall silent."""
    alarming.look()


@shared_task
def sweep_letters():
    """Read the mail that has arrived, by a bell or without one."""
    reading_room.read(Letter.objects.all())


@shared_task
def clear_shelf():
    """Remove raw mail that was kept long enough, and files that no letter needs."""
    clearing.clear()
    clearing.sweep()
