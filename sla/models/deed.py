"""What was done because a threshold was passed: each action of a firing once."""

from django.db import models
from django.utils import timezone

from sla.models.firing import Firing


class Deed(models.Model):
    """One action of one Firing, with what came of it: "done", or "moot" when there was nothing left to do."""

    DONE, MOOT = "done", "moot"

    firing = models.ForeignKey(Firing, models.CASCADE, related_name="deeds", db_index=False)
    place = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=8)
    done_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firing", "place"], name="one_deed_an_action")]

    def __str__(self):
        return f"{self.firing} {self.place}: {self.result}"
