"""What was found wrong about the clocks of a ticket when its events were read again, and put right."""

from django.db import models
from django.utils import timezone

from tickets.models import Event, Ticket


class Correction(models.Model):
    """Kept for those who ask why a promise reads otherwise than yesterday. Never changed."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    # The event that made it necessary: words taken back, a letter that came in late. None: a check found it.
    cause = models.ForeignKey(Event, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    differences = models.JSONField()

    def __str__(self):
        return f"{self.ticket_id} {self.at:%Y-%m-%d %H:%M:%S}"
