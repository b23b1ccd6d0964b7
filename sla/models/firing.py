"""Thresholds that were passed: each once per clock, step and arming, whatever happens to workers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sla.models.clock import Clock


class Firing(models.Model):
    """A clock passed a threshold. Retracted when a later change moved the threshold into the future."""

    # The threshold every clock has, whatever steps its policy names.
    BREACH = "breach"

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="firings", db_index=False)
    step = models.CharField(max_length=16)
    arming = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True)
    # Whether it was told so late that a message of its own would only add to a storm.
    is_late = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("passed threshold")
        verbose_name_plural = _("passed thresholds")
        constraints = [
            models.UniqueConstraint(fields=["clock", "step", "arming"], name="fires_once_an_arming")
        ]

    def __str__(self):
        return f"{self.clock} {self.step}"
