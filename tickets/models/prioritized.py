"""Has an impact, an urgency, the priority that follows from them, and a severity."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.choices import Impact, Priority, Severity, Urgency
from tickets.models.eventful import Event, Eventful, verb
from tickets.models.matrix import MatrixCell


class PrioritizedQuerySet(models.QuerySet):
    def urgent(self):
        return self.filter(priority=Priority.URGENT)


class Prioritized(Eventful):
    impact = models.PositiveSmallIntegerField(_("impact"), choices=Impact, default=Impact.PERSON)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency, default=Urgency.MEDIUM)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity, null=True, blank=True)

    class Meta:
        abstract = True

    @verb
    def rate(self, *, by, impact, urgency):
        """Say how far it reaches and how much it hurries; the matrix gives the priority (ITIL 4)."""
        priority = MatrixCell.objects.priority_of(impact, urgency)
        if (impact, urgency, priority) != (self.impact, self.urgency, self.priority):
            former, rated = self.priority, [self.impact, self.urgency]
            self.impact, self.urgency, self.priority = impact, urgency, priority
            self.save(update_fields=["impact", "urgency", "priority"])
            self.record(
                Event.Kind.PRIORITIZED,
                by=by,
                former=former,
                priority=priority,
                impact=impact,
                urgency=urgency,
                former_rating=rated,
            )

    @verb
    def prioritize(self, priority, *, by):
        """Set the priority by hand, whatever the matrix says."""
        if priority != self.priority:
            former, self.priority = self.priority, priority
            self.save(update_fields=["priority"])
            self.record(Event.Kind.PRIORITIZED, by=by, former=former, priority=priority)
