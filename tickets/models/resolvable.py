"""Can be resolved, accepted or refused by the requester, closed, and reopened when the fix did not hold."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from tickets.models.choices import OPEN_GROUPS, Group
from tickets.models.eventful import Event, verb
from tickets.models.resolution_code import ResolutionCode
from tickets.models.waitable import Waitable

ENDED = ["resolved_at", "closed_at", "close_at"]


class ResolvableQuerySet(models.QuerySet):
    def resolved(self):
        return self.filter(group=Group.RESOLVED)

    def due_to_close(self):
        """Resolved tickets whose days without an answer are over."""
        return self.resolved().filter(close_at__lte=Now())


class Resolvable(Waitable):
    resolution_code = models.ForeignKey(
        ResolutionCode,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resolution code"),
    )
    resolution = models.TextField(_("resolution"), blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    close_at = models.DateTimeField(null=True, blank=True, editable=False)
    reopened_count = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @verb
    def resolve(self, *, by, code, resolution="", with_reply=None, hold=timedelta(0)):
        """Say how it ended, with a resolution code and words the requester reads.

        `with_reply` and `hold`: see `set_status`.
        """
        if self.group not in OPEN_GROUPS:
            return
        now, before = timezone.now(), self._standing()
        days = self.desk.autoclose_days
        self.resolution_code, self.resolution, self.resolved_at = code, resolution, now
        self.close_at = now + timedelta(days=days) if days else None
        self.save(update_fields=["resolution_code", "resolution", "resolved_at", "close_at"])
        self._stop_waiting()
        self._enter(Group.RESOLVED)
        facts = {"code": code.pk, "name": str(code), "resolution": resolution}
        self._record_move(Event.Kind.RESOLVED, before, by=by, with_reply=with_reply, hold=hold, **facts)

    @verb
    def accept(self, *, by):
        """The requester is content; the ticket is closed."""
        if self.group == Group.RESOLVED:
            self._shut()
            self.record(Event.Kind.ACCEPTED, by=by)

    @verb
    def refuse(self, reason, *, by, files=()):
        """The requester says what still fails; the ticket is worked on again."""
        if self.group == Group.RESOLVED:
            self._open_again()
            self.reply(reason, by=by, files=files, as_requester=True)
            self.record(Event.Kind.REFUSED, by=by, reason=reason[:400])

    @verb
    def close(self, *, by=None, is_silent=False, hold=timedelta(0)):
        """Close the ticket for good; `is_silent` when nobody answered, and then nobody is told."""
        if self.group != Group.CLOSED:
            before = self._standing()
            self._stop_waiting()
            self._shut()
            self._record_move(Event.Kind.CLOSED, before, by=by, hold=hold, is_silent=is_silent)

    @verb
    def reopen(self, *, by, reason="", hold=timedelta(0)):
        """Work on a resolved or closed ticket again; ValidationError after the desk's window has passed."""
        if self.group in OPEN_GROUPS:
            return
        if not self.may_be_reopened:
            raise ValidationError(_("It is too late to reopen this ticket; open a new linked one instead."))
        before = self._standing()
        self._open_again()
        self._record_move(Event.Kind.REOPENED, before, by=by, hold=hold, reason=reason)

    @property
    def may_be_reopened(self):
        """Whether the desk's window for reopening is still open; a resolved ticket's always is."""
        if self.group != Group.CLOSED:
            return self.group == Group.RESOLVED
        return timezone.now() <= self.closed_at + timedelta(days=self.desk.reopen_days)

    def _shut(self):
        self.closed_at, self.close_at = timezone.now(), None
        self.save(update_fields=["closed_at", "close_at"])
        self._enter(Group.CLOSED)

    def _open_again(self):
        self.resolved_at = self.closed_at = self.close_at = None
        self.reopened_count += 1
        self.save(update_fields=["resolved_at", "closed_at", "close_at", "reopened_count"])
        self._enter(Group.IN_PROGRESS if self.assignee_id else Group.NEW)

    def _standing(self):
        moments = [self.resolved_at, self.closed_at, self.close_at]
        return {
            **super()._standing(),
            "resolution": [self.resolution_code_id, self.resolution, self.reopened_count],
            "ended": [moment and moment.isoformat() for moment in moments],
        }

    def recall(self, standing, status):
        self.resolution_code_id, self.resolution, self.reopened_count = standing["resolution"]
        moments = [moment and parse_datetime(moment) for moment in standing["ended"]]
        self.resolved_at, self.closed_at, self.close_at = moments
        resolution = ["resolution_code", "resolution", "reopened_count"]
        return [*super().recall(standing, status), *resolution, *ENDED]


CLOSING_INDEX = models.Index(fields=["close_at"], condition=Q(close_at__isnull=False), name="ticket_closing")
