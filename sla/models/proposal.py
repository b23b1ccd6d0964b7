"""What an admin is about to change of a calendar or a policy: looked at first, published later, both by a worker."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.claims import Claimable, ClaimableQuerySet
from sla.models.calendar import Calendar, CalendarVersion
from sla.models.policy import Policy, PolicyVersion


class ProposalQuerySet(ClaimableQuerySet):
    def unfinished(self):
        return self.filter(stage__in=[Proposal.Stage.EXAMINED, Proposal.Stage.SPREAD])

    def with_newest(self):
        """With `newest`: the key of the version of its thing that was published last, or None."""
        calendars = CalendarVersion.objects.filter(calendar=OuterRef("calendar")).order_by("-pk").values("pk")
        policies = PolicyVersion.objects.filter(policy=OuterRef("policy")).order_by("-pk").values("pk")
        return self.annotate(newest=Coalesce(Subquery(calendars[:1]), Subquery(policies[:1])))

    def unpublished(self):
        return self.filter(stage__in=Proposal.WAITING)


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

    WAITING = (Stage.EXAMINED, Stage.READY)

    kind = models.CharField(max_length=8, choices=Kind)
    # Empty while it is a new one.
    calendar = models.ForeignKey(Calendar, models.CASCADE, null=True, related_name="proposals")
    policy = models.ForeignKey(Policy, models.CASCADE, null=True, related_name="proposals")
    # As sla/proposing.py reads it.
    content = models.JSONField()
    # The key of the version it was made from; empty while it is of a new thing.
    based_on = models.BigIntegerField(null=True, editable=False)
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
    def thing(self):
        """The Calendar or Policy it changes; None for a new one."""
        return self.calendar or self.policy

    @property
    def is_waiting(self):
        """Whether it can still be published or discarded."""
        return self.stage in self.WAITING

    @property
    def is_under_way(self):
        """Whether a worker is at it, or soon will be."""
        return self.stage in (self.Stage.EXAMINED, self.Stage.SPREAD) and self.parked_at is None

    @property
    def last_trouble(self):
        """The end of what went wrong: the error itself."""
        return self.trouble.strip().rpartition("\n")[2]

    @property
    def form_url(self):
        """Where it can be changed: what it says, on top of what is published now."""
        name = self.Kind(self.kind).value
        if self.thing is not None:
            address = reverse(f"service_levels:{name}", args=[self.thing.pk])
        else:
            party = [self.content["party"]] if self.kind == self.Kind.POLICY else []
            address = reverse(f"service_levels:{name}_create", args=party)
        return f"{address}?from={self.pk}"

    @property
    def is_overtaken(self):
        """Whether another version was published since it was begun; only for rows with their `newest`."""
        return self.is_waiting and (self.newest or 0) > (self.based_on or 0)

    def overtaken_by(self):
        """The versions that were published since it was begun, the newest last. Empty once it is published itself."""
        if self.thing is None or not self.is_waiting:
            return []
        newer = self.thing.versions.filter(pk__gt=self.based_on or 0)
        return list(newer.select_related("made_by").order_by("pk"))

    def keep(self, *names):
        """Write fields of the work under way; False when it was discarded meanwhile, and the work shall stop."""
        facts = {name: getattr(self, name) for name in names}
        return bool(type(self).objects.unfinished().filter(pk=self.pk).update(**facts))

    @property
    def percent(self):
        """How much of the work under way is done, 0 to 100."""
        return min(100, self.done * 100 // self.total) if self.total else 0
