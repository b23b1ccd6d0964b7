"""Stands in a status, and moves along the ways the admin allows."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
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
    def set_status(self, status, *, by, with_reply=None, hold=timedelta(0)):
        """Put the ticket into another open `status`; resolving, closing and waiting have verbs of their own.

        Raises ValidationError when the role of `by` may not make this move. `with_reply` is the message the move
        came along with: nobody hears of it before that goes out, and it is undone when that is taken back.
        `hold` is how long nobody hears of a move that was made alone.
        """
        if status == self.status:
            return
        if not self.is_open:
            raise ValidationError(_("Reopen the ticket first."))
        if status.group not in OPEN_GROUPS:
            raise ValidationError(_("Resolve or close the ticket instead."))
        if (
            by is not None
            and not Status.objects.reachable_from(self.status, by).filter(pk=status.pk).exists()
        ):
            raise ValidationError(_("You may not set this status from here."))
        former, before = self.status, self._standing()
        self._stand_in(status)
        facts = {"status": status.pk, "name": str(status), "former": str(former)}
        self._record_move(Event.Kind.STATUS_CHANGED, before, by=by, with_reply=with_reply, hold=hold, **facts)

    def _record_move(self, kind, before, *, by, with_reply=None, hold=timedelta(0), **details):
        """Write a move on the timeline, with how things stood `before` it, so that it can be undone."""
        react_at = timezone.now() + hold if hold else None
        if with_reply and with_reply.is_on_hold:
            react_at = with_reply.goes_out_at
        return self.record(kind, by=by, message=with_reply, react_at=react_at, before=before, **details)

    def _standing(self):
        """Where the ticket stands now, as plain JSON values; each ability adds its own."""
        return {"status": self.status_id, "status_since": self.status_since.isoformat()}

    def _stand_as(self, standing):
        """Stand again as `_standing` told. Part of a verb."""
        self.save(update_fields=self.recall(standing, Status.objects.get(pk=standing["status"])))

    def recall(self, standing, status):
        """Stand as `_standing` told, in `status`, in memory alone; returns the names of the fields, and each ability
        adds its own."""
        self.status, self.group = status, status.group
        self.status_since = parse_datetime(standing["status_since"])
        return ["status", "group", "status_since"]

    def _move_back(self, event):
        """Undo the move `event` unless somebody has moved the ticket since; says whether it was undone."""
        moved_since = self.events.of_moves().filter(pk__gt=event.pk)
        if event.message_id:
            moved_since = moved_since.exclude(message=event.message_id)
        if "before" not in event.details or moved_since.exists():
            return False
        self._stand_as(event.details["before"])
        return True

    def _enter(self, group):
        """Stand in the usual status of `group` unless already in that group. Part of a verb."""
        if self.group != group:
            self._stand_in(Status.objects.usual(group))

    def _stand_in(self, status):
        self.status, self.group = status, status.group
        self.status_since = timezone.now()
        self.save(update_fields=["status", "group", "status_since"])

    status_since = models.DateTimeField(default=timezone.now, editable=False)
