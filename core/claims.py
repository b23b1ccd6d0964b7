"""Work that is a row: claim it once, do it, and keep the trouble on it when it fails."""

import random
import traceback
from datetime import timedelta

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.clock import database_time


class ClaimableQuerySet(models.QuerySet):
    """Rows with something left to do. `unfinished()` is what the model adds: which rows those are."""

    def due(self):
        return self.unfinished().filter(parked_at=None, next_try_at__lte=Now())

    def parked(self):
        return self.filter(parked_at__isnull=False)

    @transaction.atomic
    def claim(self, limit=100, lease=timedelta(minutes=5)):
        """Take up to `limit` due rows that no other worker holds; they come back after `lease` if we die."""
        ids = list(
            self.due()
            .order_by("next_try_at")
            .select_for_update(skip_locked=True, of=("self",))
            .values_list("pk", flat=True)[:limit]
        )
        self.filter(pk__in=ids).update(next_try_at=Now() + lease, attempts=models.F("attempts") + 1)
        return list(self.filter(pk__in=ids).order_by("pk"))


class Claimable(models.Model):
    """A row that a worker takes up, retries with growing pauses, and parks when it keeps failing."""

    MOST_ATTEMPTS = 12
    FIRST_PAUSE = timedelta(seconds=10)
    LONGEST_PAUSE = timedelta(hours=6)

    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now, editable=False)
    parked_at = models.DateTimeField(_("parked"), null=True, blank=True, editable=False)
    trouble = models.TextField(_("what went wrong"), blank=True, editable=False)

    class Meta:
        abstract = True

    def note_trouble(self, error, *, is_final=False):
        """Back off after `error`, or park the row after the last attempt or a final refusal."""
        self.trouble = "".join(traceback.format_exception(error))[-8000:].replace("\x00", "")
        now = database_time()
        if is_final or self.attempts >= self.MOST_ATTEMPTS:
            self.parked_at = now
        else:
            self.next_try_at = now + self._pause()
        self.save(update_fields=["trouble", "parked_at", "next_try_at"])

    def renew(self, lease=timedelta(minutes=5)):
        """Keep a claimed row for another `lease`, in the middle of long work."""
        type(self).objects.filter(pk=self.pk).update(next_try_at=Now() + lease)

    def run_again(self):
        """Take a parked row up once more, with all its attempts ahead of it."""
        self.parked_at, self.attempts, self.next_try_at = None, 0, database_time()
        self.save(update_fields=["parked_at", "attempts", "next_try_at"])

    def _pause(self):
        pause = min(self.FIRST_PAUSE * 2 ** max(self.attempts - 1, 0), self.LONGEST_PAUSE)
        return pause * random.uniform(0.8, 1.2)  # noqa: S311  jitter, not a secret
