"""Steps: what happens on the way to a promise and after it was broken."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sla.models.choices import Metric
from sla.models.policy import PolicyVersion


class Step(models.Model):
    """One threshold of a metric under a version of a policy, and what is done then. Never changed."""

    class Kind(models.TextChoices):
        PERCENT = "percent", _("when so much of the time is used up")
        BEFORE = "before", _("so long before it is due")
        BREACH = "breach", _("when it is broken")
        AFTER = "after", _("so long after it was due")
        REPEAT = "repeat", _("again and again after it was due")

    version = models.ForeignKey(PolicyVersion, models.CASCADE, related_name="steps")
    metric = models.CharField(_("metric"), max_length=16, choices=Metric)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("when"), max_length=8, choices=Kind)
    percent = models.PositiveSmallIntegerField(_("percent"), null=True, blank=True)
    # Microseconds of working time.
    span = models.BigIntegerField(null=True, blank=True)
    most = models.PositiveSmallIntegerField(_("at most so often"), default=1)
    # [{"do": "notify", "whom": "assignee"}, {"do": "level", "tier": 2}, ...], see sla/actions.py.
    actions = models.JSONField(_("actions"), default=list, blank=True)

    class Meta:
        ordering = ["version", "metric", "order"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            models.UniqueConstraint(fields=["version", "metric", "order"], name="one_step_a_place"),
            models.CheckConstraint(
                condition=Q(kind="percent", percent__gt=0)
                | Q(kind__in=["before", "after", "repeat"], span__gt=0)
                | Q(kind="breach"),
                name="step_says_when",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.version})"

    def thresholds(self, target):
        """[(key, microseconds of working time at which it is reached), ...] for a target of so many; None: breach."""
        if self.kind == self.Kind.PERCENT:
            return [(f"{self.order}", target * self.percent // 100)]
        elif self.kind == self.Kind.BREACH:
            return [(f"{self.order}", None)]
        elif self.kind == self.Kind.REPEAT:
            return [(f"{self.order}.{turn}", target + turn * self.span) for turn in range(1, self.most + 1)]
        before = self.kind == self.Kind.BEFORE
        return [(f"{self.order}", target - self.span if before else target + self.span)]
