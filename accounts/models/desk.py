"""Desks: IT, HR, Finance, Marketing, Customer care. Each has its own categories, teams, colours and walls."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import may
from core.naming import Named, Retirable


class DeskQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True)

    def worked_by(self, user):
        """The desks whose tickets `user` works on; walls stand even before administrators."""
        if not may(user, "work_tickets"):
            return self.none()
        own = self.filter(teams__members=user, teams__is_active=True).distinct()
        if may(user, "see_all_desks"):
            return self.filter(models.Q(is_walled=False) | models.Q(pk__in=own.values("pk")))
        return own


class Desk(Named, Retirable):
    """A part of the house that helps, with its own categories, teams and colours."""

    slug = models.SlugField(
        _("short name"), unique=True, help_text=_("Used in web addresses: it, hr, finance.")
    )
    description = models.CharField(_("what it helps with"), max_length=200, blank=True)
    icon = models.CharField(_("icon"), max_length=40, default="lifebuoy")
    hue = models.PositiveSmallIntegerField(_("colour"), default=8, validators=[MaxValueValidator(11)])
    is_walled = models.BooleanField(
        _("closed desk"),
        default=False,
        help_text=_("Only members of its teams see its tickets, not even managers and administrators."),
    )
    is_open_to_guests = models.BooleanField(
        _("guests may ask"), default=True, help_text=_("People may ask without signing in.")
    )
    reopen_days = models.PositiveSmallIntegerField(
        _("days to reopen"),
        default=14,
        help_text=_("Later than this after closing, a new linked ticket is opened instead."),
    )
    autoclose_days = models.PositiveSmallIntegerField(
        _("days until silent closing"),
        default=7,
        help_text=_("A resolved ticket is closed after so many days without an answer. 0 means never."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
