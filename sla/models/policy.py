"""Policies: what is promised to whom. The first policy in order that fits a ticket holds for it."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.clock import database_time
from core.naming import Named
from sla.models.calendar import Calendar
from sla.models.choices import PAUSES, Metric, OnChange, Reopening, State
from sla.models.edition import Edition
from tickets.models import Priority


class Policy(Named):
    """One line of the list of promises (ITIL 4: SLA, OLA, underpinning contract)."""

    class Party(models.TextChoices):
        REQUESTER = "requester", _("Requester (SLA)")
        TEAM = "team", _("Team (OLA)")
        SUPPLIER = "supplier", _("Supplier (UC)")

    party = models.CharField(_("promised by or to"), max_length=10, choices=Party, default=Party.REQUESTER)

    class Meta:
        ordering = ["party", "pk"]
        verbose_name = _("service level policy")
        verbose_name_plural = _("service level policies")

    @transaction.atomic
    def publish(self, targets, steps=(), *, calendar, by=None, **facts):
        """Let the policy promise `targets`, with `steps` on the way (unsaved rows); returns the PolicyVersion.

        `facts` are fields of PolicyVersion.
        """
        version = self.versions.create(
            calendar=calendar, made_by=by, **{"valid_from": database_time()} | facts
        )
        for target in targets:
            target.version = version
        Target.objects.bulk_create(targets)
        for step in steps:
            step.version = version
            step.save()
        Edition.objects.publish()
        return version


class PolicyVersionManager(models.Manager):
    def latest_of_each(self):
        """The version of each policy that was published last, in the order in which tickets meet them."""
        latest = self.order_by("policy_id", "-valid_from").distinct("policy_id").values("pk")
        versions = self.filter(pk__in=latest).select_related("policy", "calendar")
        return list(versions.order_by("policy__party", "order", "policy"))

    def next_place(self, party):
        """The order behind all policies of a party."""
        versions = [one.order for one in self.latest_of_each() if one.policy.party == party]
        return max(versions, default=0) + 1


class PolicyVersion(models.Model):
    """What a policy says from `valid_from` on. Never changed: an edit is another version."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="versions", db_index=False)
    valid_from = models.DateTimeField(_("valid from"), default=timezone.now)
    is_active = models.BooleanField(_("in use"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    # {"priority": [1], "desk": [3], ...}: every fact named must be among its values; {} fits everything.
    fits = models.JSONField(_("fits"), default=dict, blank=True)
    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="+", verbose_name=_("calendar"))
    reopening = models.CharField(
        _("when reopened"), max_length=10, choices=Reopening, default=Reopening.RESUME
    )
    on_change = models.CharField(
        _("when something changes"), max_length=10, choices=OnChange, default=OnChange.RECOMPUTE
    )
    starts_with_agents_note = models.BooleanField(
        _("first response runs when an agent opens with a note"), default=True
    )
    is_for_open_tickets = models.BooleanField(_("holds for open tickets, too"), default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PolicyVersionManager()

    class Meta:
        ordering = ["policy", "valid_from", "pk"]
        verbose_name = _("version of a policy")
        verbose_name_plural = _("versions of a policy")
        constraints = [
            models.UniqueConstraint(fields=["policy", "valid_from"], name="one_policy_version_a_moment")
        ]

    def __str__(self):
        return f"{self.policy} {self.valid_from:%Y-%m-%d %H:%M}"


class Target(models.Model):
    """How long one metric may take, for one priority or for all. Never changed: clocks point at it."""

    version = models.ForeignKey(PolicyVersion, models.CASCADE, related_name="targets", db_index=False)
    metric = models.CharField(_("metric"), max_length=16, choices=Metric)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, null=True, blank=True)
    # Working time in microseconds, or working days.
    amount = models.BigIntegerField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("working days"), null=True, blank=True)
    end_of_day = models.BooleanField(_("to the end of the day"), default=False)
    calendar = models.ForeignKey(
        Calendar, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("calendar")
    )
    pauses_in = ArrayField(
        models.CharField(max_length=16, choices=State),
        verbose_name=_("pauses while"),
        default=list,
        blank=True,
    )

    class Meta:
        ordering = ["version", "metric", "priority"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "metric", "priority"], name="one_target_a_priority", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, days=None) | Q(amount=None, days__gt=0),
                name="target_is_time_or_days",
            ),
        ]

    def __str__(self):
        return f"{self.get_metric_display()} ({self.version})"

    @classmethod
    def of(cls, metric, span=None, *, pauses_in=None, **facts):
        """An unsaved target of so much working time (a timedelta), pausing as its metric usually does."""
        amount = None if span is None else span // timedelta(microseconds=1)
        pauses_in = PAUSES.get(metric, []) if pauses_in is None else pauses_in
        return cls(metric=metric, amount=amount, pauses_in=list(pauses_in), **facts)
