from django.db import models
from django.utils.translation import gettext_lazy as _

from core.naming import Named, Retirable


class ResolutionCodeQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True)


class ResolutionCode(Named, Retirable):
    """How a ticket ended: solved for good, by a workaround, not a valid issue."""

    is_invalid = models.BooleanField(
        _("not a valid issue"),
        default=False,
        help_text=_("Counted apart: it was not for this desk to solve."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ResolutionCodeQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("resolution code")
        verbose_name_plural = _("resolution codes")
