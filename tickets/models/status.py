"""Statuses with names of their own, each in one of five fixed groups, and the moves a role may make."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role
from core.naming import Named, Retirable, in_own_language, validate_translations
from tickets.models.choices import Group

GROUP_ORDER = {group: position for position, group in enumerate(Group.values)}


class StatusQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True)

    def usual(self, group):
        """The status a verb chooses in `group`: the default one, else the first in use."""
        return self.usual_first(group).first()

    def usual_first(self, group):
        """Those in use in `group`, the usual one first."""
        return self.in_use().filter(group=group).order_by("-is_default", "order")

    def reachable_from(self, status, user):
        """The statuses in use that `user` may set on a ticket that now has `status`."""
        moves = StatusMove.objects.filter(source=status)
        allowed = [move.target_id for move in moves if user.role in move.roles]
        statuses = self.in_use().exclude(pk=status.pk)
        return statuses.filter(pk__in=allowed) if moves else statuses


class Status(Named, Retirable):
    """Where a ticket stands, in the words of this house."""

    group = models.CharField(_("group"), max_length=12, choices=Group)
    requester_label = models.CharField(
        _("what requesters read"), max_length=120, blank=True, help_text=_("Such as “We are working on it”.")
    )
    requester_labels = models.JSONField(
        _("what requesters read in other languages"),
        default=dict,
        blank=True,
        validators=[validate_translations],
    )
    hue = models.PositiveSmallIntegerField(_("colour"), default=8, validators=[MaxValueValidator(11)])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_default = models.BooleanField(_("usual one of its group"), default=False)

    objects = StatusQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("status")
        verbose_name_plural = _("statuses")
        constraints = [
            models.UniqueConstraint(
                fields=["group"], condition=models.Q(is_default=True), name="one_usual_status_a_group"
            )
        ]

    @property
    def label_for_requester(self):
        return in_own_language(self.requester_label, self.requester_labels) or str(self)

    def clean(self):
        others = Status.objects.in_use().filter(group=self.group).exclude(pk=self.pk)
        if not self.is_active and not others.exists():
            raise ValidationError({"is_active": _("Every group needs at least one status in use.")})


class StatusMove(models.Model):
    """An allowed step. A status without any row may be left for every other one."""

    source = models.ForeignKey(
        Status, models.CASCADE, related_name="moves", verbose_name=pgettext_lazy("status", "from")
    )
    target = models.ForeignKey(
        Status, models.CASCADE, related_name="+", verbose_name=pgettext_lazy("status", "to")
    )
    roles = ArrayField(
        models.CharField(max_length=12, choices=Role), verbose_name=_("roles"), default=list, blank=True
    )

    class Meta:
        verbose_name = _("allowed move")
        verbose_name_plural = _("allowed moves")
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="one_move_a_pair")]

    def __str__(self):
        return f"{self.source} → {self.target}"
