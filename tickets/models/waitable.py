"""Can wait: for the requester, for a supplier, or until a date; and goes on when the waiting is over."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tickets.models.choices import OPEN_GROUPS, Group, WaitingFor
from tickets.models.eventful import Event, verb
from tickets.models.movable import Movable


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
    def wait(self, waiting_for, *, by, until=None, reason=""):
        """Let the ticket wait for the requester, a supplier, or a date, and say why."""
        if self.group not in OPEN_GROUPS:
            return
        facts = (waiting_for, until, reason)
        if (
            facts == (self.waiting_for, self.waiting_until, self.waiting_reason)
            and self.group == Group.WAITING
        ):
            return
        self.waiting_for, self.waiting_until, self.waiting_reason = facts
        self.save(update_fields=["waiting_for", "waiting_until", "waiting_reason"])
        self._enter(Group.WAITING)
        self.record(
            Event.Kind.WAITING,
            by=by,
            waiting_for=waiting_for,
            until=until.isoformat() if until else None,
            reason=reason,
        )

    @verb
    def resume(self, *, by=None):
        """Go on working; by nobody when the date has come."""
        if self.group == Group.WAITING:
            self._stop_waiting()
            self._enter(Group.IN_PROGRESS if self.assignee_id else Group.NEW)
            self.record(Event.Kind.RESUMED, by=by)

    def _stop_waiting(self):
        self.waiting_for, self.waiting_until, self.waiting_reason = "", None, ""
        self.save(update_fields=["waiting_for", "waiting_until", "waiting_reason"])
