"""A queue somebody keeps: conditions with AND and OR, an order, a colour, for oneself or shared."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Desk
from core.naming import Named


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The own views, and those shared with a desk one works at."""
        return self.filter(Q(owner=user) | Q(desk__in=user.worked_desks))


class SavedView(Named):
    """`conditions` is {"all": [...]} or {"any": [...]}; an entry is {"field", "is": [...]}, {"field", "not": [...]}
    or again a group. What they mean is said by tickets/filters.py."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    desk = models.ForeignKey(
        Desk, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("shared with desk")
    )
    conditions = models.JSONField(_("conditions"), default=dict)
    sort = models.CharField(_("sort"), max_length=24, default="due")
    hue = models.PositiveSmallIntegerField(_("colour"), default=8, validators=[MaxValueValidator(11)])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
