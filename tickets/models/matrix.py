"""Impact × urgency gives priority (ITIL 4), through a matrix the admin edits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.choices import Impact, Priority, Urgency


class MatrixCellQuerySet(models.QuerySet):
    def priority_of(self, impact, urgency):
        """The priority of this impact and urgency; NORMAL where the matrix has a hole."""
        return self.priorities(impact, urgency).first() or Priority.NORMAL

    def priorities(self, impact, urgency):
        """The priority of one cell, for a query within another."""
        return self.filter(impact=impact, urgency=urgency).order_by().values_list("priority", flat=True)


class MatrixCell(models.Model):
    """One cell of the priority matrix."""

    impact = models.PositiveSmallIntegerField(_("impact"), choices=Impact)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority)

    objects = MatrixCellQuerySet.as_manager()

    class Meta:
        ordering = ["impact", "urgency"]
        verbose_name = _("priority rule")
        verbose_name_plural = _("priority matrix")
        constraints = [models.UniqueConstraint(fields=["impact", "urgency"], name="one_priority_a_cell")]

    def __str__(self):
        impact, urgency = self.get_impact_display(), self.get_urgency_display()
        return f"{impact} × {urgency}: {self.get_priority_display()}"
