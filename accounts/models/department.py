from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from core.naming import Named, Retirable


class Department(Named, Retirable):
    """A part of an organization that people ask for, such as Accounting."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="departments", verbose_name=_("organization")
    )

    class Meta:
        ordering = ["organization__name", "name"]
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="one_department_of_a_name")
        ]
