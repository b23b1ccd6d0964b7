"""The test of an account: asked for by a button, done by a worker, kept with its moment."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TriedQuerySet(models.QuerySet):
    def claim_tests(self, limit):
        """Take up to `limit` tests that were asked for; of several workers one has each."""
        asked = Q(test_state=Tried.TestState.ASKED)
        rows = list(self.filter(asked).order_by("test_asked_at")[:limit])
        return [row for row in rows if self.filter(asked, pk=row.pk).update(test_state="running")]


class Tried(models.Model):
    """Can be tested, step by step; `test_steps` are [name, how it went, {facts}], told by channels/trials.py."""

    class TestState(models.TextChoices):
        NEVER = "", _("never")
        ASKED = "asked", _("asked for")
        RUNNING = "running", _("running")
        DONE = "done", _("done")

    # By then the worker that had it is gone.
    LONGEST_TEST = timedelta(minutes=6)

    test_state = models.CharField(
        max_length=8, choices=TestState, default=TestState.NEVER, blank=True, editable=False
    )
    test_asked_at = models.DateTimeField(null=True, editable=False)
    test_steps = models.JSONField(default=list, editable=False)

    class Meta:
        abstract = True

    @property
    def is_under_test(self):
        is_begun = self.test_state in (self.TestState.ASKED, self.TestState.RUNNING)
        return is_begun and timezone.now() - self.test_asked_at < self.LONGEST_TEST

    def ask_for_test(self):
        """Let a worker test it; whether that is new: a test that is under way goes on."""
        if self.is_under_test:
            return False
        self.test_state, self.test_asked_at, self.test_steps = self.TestState.ASKED, timezone.now(), []
        self.save(update_fields=["test_state", "test_asked_at", "test_steps"])
        return True

    def note_step(self, name, how, **facts):
        """One step of the test went well, wrong, or was left out; a step that stands there already is replaced."""
        kept = [step for step in self.test_steps if step[0] != name]
        self.test_steps = [*kept, [name, how, facts]]
        self.save(update_fields=["test_steps"])

    def end_test(self):
        self.test_state = self.TestState.DONE
        self.save(update_fields=["test_state"])
