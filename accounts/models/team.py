from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.desk import Desk
from core.naming import Named, Retirable


class TeamQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True)

    def suppliers_of(self, desk):
        """The suppliers in use that a ticket of `desk` (or its id) can be sent to."""
        return self.in_use().filter(desk=desk, tier=Team.Tier.VENDOR)

    def with_member(self, user):
        return self.filter(members=user)


class Team(Named, Retirable):
    """People of one desk who share a queue, at one tier of support (ITIL 4: support group)."""

    class Tier(models.IntegerChoices):
        FIRST = 1, _("Tier 1: first contact")
        SECOND = 2, _("Tier 2: specialists")
        THIRD = 3, _("Tier 3: experts")
        VENDOR = 4, _("Tier 4: supplier")

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="teams", verbose_name=_("desk"))
    tier = models.PositiveSmallIntegerField(_("tier"), choices=Tier, default=Tier.FIRST)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="teams", blank=True, verbose_name=_("members")
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["desk__order", "tier", "name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [models.UniqueConstraint(fields=["desk", "name"], name="one_team_of_a_name")]
