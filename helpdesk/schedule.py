"""Every recurring job of the house, on one page.

Nothing here carries work: each job looks for rows whose moment has come and claims them, so that two beats,
ten workers or a missed turn do no harm.
"""

from celery.schedules import crontab

# Run inside every worker, without the broker: (what, every so many seconds).
SWEEPS = [
    ("helpdesk.tasks.note_worker", 10),
    ("sla.tasks.tick", 1),
    ("sla.tasks.work_on_proposals", 2),
    ("tickets.tasks.sweep_reactions", 5),
    ("tickets.tasks.wake_waiting", 30),
    ("channels.tasks.sweep_outbox", 5),
    ("channels.tasks.sweep_calls", 5),
    ("channels.tasks.sweep_letters", 5),
    ("channels.tasks.fetch_mail", 5),
    ("channels.tasks.listen_to_accounts", 10),
    ("channels.tasks.watch_accounts", 60),
    ("notifications.tasks.sweep_held_mail", 30),
    ("notifications.tasks.settle_read", 60),
]

# Called when a worker ends in peace.
ENDINGS = ["channels.tasks.stop_listening"]

# Sent by beat through the broker. Moments are in TIME_ZONE.
BEAT = {
    # Workers look by themselves; this only wakes one more.
    "tick": {"task": "sla.tasks.tick", "schedule": 10, "options": {"expires": 10}},
    "note-beat": {"task": "helpdesk.tasks.note_beat", "schedule": 30, "options": {"expires": 60}},
    "forget-expired": {"task": "helpdesk.tasks.forget_expired", "schedule": crontab(hour=3, minute=20)},
    "clear-shelf": {"task": "channels.tasks.clear_shelf", "schedule": crontab(hour=3, minute=40)},
}
