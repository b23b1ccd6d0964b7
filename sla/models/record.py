"""Where the clocks of a ticket stand between two events."""

from django.db import models

from tickets.models import Ticket


class ServiceRecord(models.Model):
    """What the next event of a ticket is compared with. A projection of its events, like the clocks."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="+")
    opened_at = models.DateTimeField()
    read_until = models.DateTimeField()
    is_answered = models.BooleanField(default=False)
    # How the ticket stood after the last event (Event.standing).
    standing = models.JSONField(default=dict)

    def __str__(self):
        return str(self.pk)
