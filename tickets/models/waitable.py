"""Can wait: for the requester, for a supplier, or until a date; and goes on when the waiting is over."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from tickets.models.choices import OPEN_GROUPS, Group, WaitingFor
from tickets.models.eventful import Event, verb
from tickets.models.movable import Movable

WAITING = ["waiting_for", "waiting_until", "waiting_reason"]


class WaitableQuerySet(models.QuerySet):
    def due_to_wake(self):
        """Tickets that waited until a date which has come."""
        return self.filter(group=Group.WAITING, waiting_until__lte=Now())


class Waitable(Movable):
    waiting_for = models.CharField(
        _("waiting for"), max_length=12, choices=WaitingFor, blank=True, editable=False
    )
    waiting_until = models.DateTimeField(_("waiting until"), null=True, blank=True, editable=False)
    waiting_reason = models.CharField(_("reason"), max_length=240, blank=True, editable=False)

    class Meta:
        abstract = True

    @verb
    def wait(self, waiting_for, *, by, until=None, reason="", with_reply=None, hold=timedelta(0)):
        """Let the ticket wait for the requester, a supplier, or a date, and say why.

        `with_reply` and `hold`: see `set_status`.
        """
        if self.group not in OPEN_GROUPS:
            return
        facts = (waiting_for, until, reason)
        if (
            facts == (self.waiting_for, self.waiting_until, self.waiting_reason)
            and self.group == Group.WAITING
        ):
            return
        before = self._standing()
        self._wait(*facts)
        self._enter(Group.WAITING)
        self._record_move(
            Event.Kind.WAITING,
            before,
            by=by,
            with_reply=with_reply,
            hold=hold,
            waiting_for=waiting_for,
            until=until.isoformat() if until else None,
            reason=reason,
        )

    @verb
    def resume(self, *, by=None):
        """Go on working; by nobody when the date has come."""
        if self.group == Group.WAITING:
            before = self._standing()
            self._stop_waiting()
            self._enter(Group.IN_PROGRESS if self.assignee_id else Group.NEW)
            self._record_move(Event.Kind.RESUMED, before, by=by)

    def _stop_waiting(self):
        self._wait("", None, "")

    def _wait(self, waiting_for, until, reason):
        self.waiting_for, self.waiting_until, self.waiting_reason = waiting_for, until, reason
        self.save(update_fields=WAITING)

    def _stand_in(self, status):
        super()._stand_in(status)
        if self.group != Group.WAITING and self.waiting_for:
            self._stop_waiting()

    def _standing(self):
        until = self.waiting_until and self.waiting_until.isoformat()
        return {**super()._standing(), "waiting": [self.waiting_for, until, self.waiting_reason]}

    def recall(self, standing, status):
        self.waiting_for, until, self.waiting_reason = standing["waiting"]
        self.waiting_until = until and parse_datetime(until)
        return [*super().recall(standing, status), *WAITING]
