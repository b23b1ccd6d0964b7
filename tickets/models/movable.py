"""Stands in a status, and moves along the ways the admin allows."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tickets.models.choices import OPEN_GROUPS, Group
from tickets.models.eventful import Event, Eventful, verb
from tickets.models.status import Status


class MovableQuerySet(models.QuerySet):
    def open(self):
        return self.filter(group__in=OPEN_GROUPS)

    def waiting(self):
        return self.filter(group=Group.WAITING)


class Movable(Eventful):
    status = models.ForeignKey(Status, models.PROTECT, related_name="+", verbose_name=_("status"))
    # The status's group, repeated here: lists, indexes and clocks ask for it on every row.
    group = models.CharField(max_length=12, choices=Group, default=Group.NEW, editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self):
        return self.group in OPEN_GROUPS

    @verb
    def set_status(self, status, *, by):
        """Put the ticket into another open `status`; resolving, closing and waiting have verbs of their own.

        Raises ValidationError when the role of `by` may not make this move.
        """
        if status == self.status:
            return
        if status.group not in (Group.NEW, Group.IN_PROGRESS, Group.WAITING):
            raise ValidationError(_("Resolve or close the ticket instead."))
        if (
            by is not None
            and not Status.objects.reachable_from(self.status, by).filter(pk=status.pk).exists()
        ):
            raise ValidationError(_("You may not set this status from here."))
        former = self.status
        self._stand_in(status)
        self.record(Event.Kind.STATUS_CHANGED, by=by, status=status.pk, name=str(status), former=str(former))

    def _enter(self, group):
        """Stand in the usual status of `group` unless already in that group. Part of a verb."""
        if self.group != group:
            self._stand_in(Status.objects.usual(group))

    def _stand_in(self, status):
        self.status, self.group = status, status.group
        self.status_since = timezone.now()
        self.save(update_fields=["status", "group", "status_since"])

    status_since = models.DateTimeField(default=timezone.now, editable=False)
