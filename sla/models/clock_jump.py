"""Alarms: the database's clock jumped ahead, and nothing fires until it is believed again."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import ClockTimestamp


class ClockJumpQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)

    def note(self, at, ahead, noticed_by):
        """Raise the alarm, unless another process was first."""
        alarm = ClockJump(at=at, ahead=timedelta(seconds=round(ahead)), noticed_by=noticed_by)
        self.bulk_create([alarm], ignore_conflicts=True)

    def end(self, *, by_word=False):
        """Believe the clock again: after a while of steady time, or by an operator's word. How many alarms ended."""
        return self.open().update(ended_at=ClockTimestamp(), is_ended_by_word=by_word)


class ClockJump(models.Model):
    """The clock of the database jumped ahead. Kept for those who ask why promises fired late."""

    at = models.DateTimeField(_("noticed"))
    ahead = models.DurationField(_("ahead by"))
    noticed_by = models.CharField(_("noticed by"), max_length=120)
    ended_at = models.DateTimeField(_("believed again"), null=True)
    is_ended_by_word = models.BooleanField(_("by an operator's word"), default=False)

    objects = ClockJumpQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("jump of the clock")
        verbose_name_plural = _("jumps of the clock")
        constraints = [
            # Processes that notice the same jump at once raise one alarm.
            models.UniqueConstraint(
                models.Value(True), condition=Q(ended_at=None), name="one_open_clock_jump"
            )
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S} +{self.ahead}"
