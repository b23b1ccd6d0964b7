"""People with a part in a ticket besides the requester and the assignee."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Participant(models.Model):
    """Somebody on the requester's side who may read, or read and reply."""

    # The index of one_part_a_person begins with it.
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="participants", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    may_reply = models.BooleanField(_("may reply"), default=True)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="one_part_a_person")]

    def __str__(self):
        return str(self.user)


class Follower(models.Model):
    """An agent who wants to hear of everything on a ticket."""

    # The index of one_following_a_person begins with it.
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="followers", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="one_following_a_person")]

    def __str__(self):
        return str(self.user)


class ReadMark(models.Model):
    """How far somebody has read a ticket: the last event they saw."""

    # The index of one_mark_a_person begins with it.
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="read_marks", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    event_id = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="one_mark_a_person")]

    def __str__(self):
        return f"{self.user}: {self.event_id}"
