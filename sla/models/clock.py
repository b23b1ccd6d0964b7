"""Clocks: what was promised for one ticket, how much of it has passed, and when it will have."""

from datetime import UTC, datetime

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from accounts.models import Team
from core.sets import update_all
from sla.models.calendar import Calendar
from sla.models.choices import Metric, Why
from sla.models.policy import Target
from tickets.models import Ticket

IS_LIVE = Q(stopped_at__isnull=True)
WAS_CARRIED = ~Q(carried=[])
# After everything that has a moment of its own.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)


class ClockQuerySet(models.QuerySet):
    def live(self):
        return self.filter(IS_LIVE)

    def counted_by(self, calendar_id):
        """The live ones that are counted in a calendar, or were before something changed."""
        return self.live().filter(
            Q(calendar=calendar_id) | (WAS_CARRIED & Q(carried__contains=[[calendar_id]]))
        )

    def held(self):
        """Locked until the transaction ends, so that none fires meanwhile."""
        return self.select_for_update(of=("self",), no_key=True)

    def write(self, clocks, names):
        """Write the fields `names` of clocks that are there, in one statement whatever their number."""
        update_all(clocks, names)

    def of(self, ticket):
        """The clocks of a ticket in the order of their birth."""
        return self.filter(ticket=ticket).select_related("target").order_by("pk")


class Clock(models.Model):
    """One promise for one ticket: of the house to the requester, of a team, or of a supplier (`team`)."""

    # Its index is the one of tickets and metrics.
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+", db_index=False)
    metric = models.CharField(_("metric"), max_length=16, choices=Metric)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    cycle = models.PositiveSmallIntegerField(_("cycle"), default=1)
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="+")
    # Calendars it was counted by before, with the instant each ceased to hold: [[calendar, "2026-..."], ...].
    carried = models.JSONField(default=list)
    started_at = models.DateTimeField()
    # [["2026-...", "2026-..." or null, event that began it, event that ended it], ...]: the proof, only added to.
    pauses = models.JSONField(default=list)
    is_held = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)
    why_stopped = models.CharField(max_length=12, choices=Why, blank=True)
    # The earliest instant the target is used up (what people see), and the first at which more than it is used.
    due_at = models.DateTimeField(null=True)
    breach_at = models.DateTimeField(null=True)
    # Microseconds of working time, once it has stopped.
    used = models.BigIntegerField(null=True)
    # How the ticket stood at the stop (some of Event.standing): what reports say of a clock that has ended must not
    # change with the ticket, nor with what it points at.
    standing = models.JSONField(default=dict)
    is_breached = models.BooleanField(default=False)
    next_due_at = models.DateTimeField(null=True)
    # Thresholds that have fired, with the arming each fired under; and the arming of those that were armed again.
    fired = models.JSONField(default=dict)
    armings = models.JSONField(default=dict)
    # Those whose step has changed the ticket by itself: they are never armed again, or it would go round in circles.
    spent = models.JSONField(default=list)

    objects = ClockQuerySet.as_manager()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # (step, arming) of the firings that the change under way takes back.
        self.retracted = []

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "metric", "team"],
                condition=IS_LIVE,
                nulls_distinct=False,
                name="one_live_clock_a_promise",
            )
        ]
        indexes = [
            models.Index(fields=["next_due_at"], condition=Q(next_due_at__isnull=False), name="clock_due"),
            models.Index(fields=["calendar", "ticket"], condition=IS_LIVE, name="clock_by_calendar"),
            models.Index(fields=["ticket"], condition=IS_LIVE & WAS_CARRIED, name="clock_carried"),
            # Written once in the life of a clock; the summaries of blocks cost its many changes nothing.
            models.Index(fields=["stopped_at"], condition=~IS_LIVE, name="clock_stopped"),
            # The order of the rows of reports: those that run, then the last that ended.
            models.Index(Coalesce("stopped_at", Value(NEVER)), F("id"), name="clock_by_moment"),
            # Whether a ticket has a clock is answered without reading any.
            models.Index(fields=["ticket", "metric"], name="clock_of_ticket"),
            models.Index(KT("standing__assignee"), "stopped_at", condition=~IS_LIVE, name="clock_of_agent"),
            BrinIndex(fields=["started_at"], name="clock_started"),
            BrinIndex(fields=["due_at"], name="clock_due_by"),
        ]

    def __str__(self):
        return f"{self.get_metric_display()} {self.ticket_id}"

    @property
    def owner(self):
        return self.team_id

    @property
    def is_paused(self):
        return bool(self.pauses) and self.pauses[-1][1] is None

    def is_counted_by(self, calendar_id):
        """Whether it is live and counted in a calendar, or was before something changed."""
        former = (one for one, _until in self.carried)
        return self.stopped_at is None and (self.calendar_id == calendar_id or calendar_id in former)

    def agree(self, target, calendar_id, *, carried_at=None):
        """Measure by `target` in a calendar; what passed before `carried_at` stays measured by the former one."""
        if carried_at is not None and calendar_id != self.calendar_id:
            self.carried = [*self.carried, [self.calendar_id, carried_at.isoformat()]]
        elif carried_at is None:
            self.carried = []
        self.target, self.calendar_id = target, calendar_id

    def pause(self, at, cause):
        """Cease to count; `cause` is the id of the event that says so."""
        self.pauses = [*self.pauses, [at.isoformat(), None, cause, None]]

    def resume(self, at, cause):
        began, _ended, began_by, _ended_by = self.pauses[-1]
        self.pauses = [*self.pauses[:-1], [began, at.isoformat(), began_by, cause]]

    def stop(self, at, why, cause):
        if self.is_paused:
            self.resume(at, cause)
        self.stopped_at, self.why_stopped = at, why

    def begin_later(self, at):
        """Count from a later moment on than it did."""
        self.started_at = at
        later = [pause for pause in self.pauses if pause[1] is None or parse_datetime(pause[1]) > at]
        self.pauses = [[max(parse_datetime(began), at).isoformat(), *rest] for began, *rest in later]

    def start_again(self, at, cause):
        """Go on after a stop that did not hold; what lies between is a pause."""
        self.pauses = [*self.pauses, [self.stopped_at.isoformat(), at.isoformat(), None, cause]]
        self.stopped_at, self.why_stopped, self.used, self.standing = None, "", None, {}
