"""What an admin is about to change of a calendar or a policy: looked at first, published later, both by a worker."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.claims import Claimable, ClaimableQuerySet
from sla.models.calendar import Calendar
from sla.models.policy import Policy


class ProposalQuerySet(ClaimableQuerySet):
    def unfinished(self):
        return self.filter(stage__in=[Proposal.Stage.EXAMINED, Proposal.Stage.SPREAD])

    def unpublished(self):
        return self.filter(stage__in=[Proposal.Stage.EXAMINED, Proposal.Stage.READY])


class Proposal(Claimable):
    """A change of one calendar or policy, or a new one, with what it would do to the tickets that are open."""

    class Kind(models.TextChoices):
        CALENDAR = "calendar", _("Calendar")
        POLICY = "policy", _("Policy")

    class Stage(models.TextChoices):
        EXAMINED = "examined", _("is being looked at")
        READY = "ready", _("ready to be published")
        SPREAD = "spread", _("is being carried over to open tickets")
        DONE = "done", _("published")

    kind = models.CharField(max_length=8, choices=Kind)
    # Empty while it is a new one.
    calendar = models.ForeignKey(Calendar, models.CASCADE, null=True, related_name="proposals")
    policy = models.ForeignKey(Policy, models.CASCADE, null=True, related_name="proposals")
    # As sla/proposing.py reads it.
    content = models.JSONField()
    # From when on it shall hold; empty: from when it is published on.
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.EXAMINED)
    # How far the worker has come: the last ticket, and how many of how many.
    reached = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    effect = models.JSONField(default=dict)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="calendar", policy=None) | Q(kind="policy", calendar=None),
                name="proposal_of_one_thing",
            )
        ]

    def __str__(self):
        return str(self.content.get("name", ""))

    @property
    def percent(self):
        """How much of the work under way is done, 0 to 100."""
        return min(100, self.done * 100 // self.total) if self.total else 0
