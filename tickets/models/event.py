"""One line of a ticket's timeline, and at the same time the outbox of everything that follows from it."""

import logging
from itertools import groupby

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.claims import Claimable, ClaimableQuerySet
from core.reacting import concerned, together_for

log = logging.getLogger(__name__)


class EventQuerySet(ClaimableQuerySet):
    def unfinished(self):
        return self.filter(is_settled=False)

    def public(self):
        """What the requester's side may read, once it has gone out."""
        return self.filter(kind__in=Event.PUBLIC, is_taken_back=False).exclude(held_until__gt=timezone.now())

    def of_moves(self):
        """The events that put the ticket into another status."""
        return self.filter(kind__in=Event.MOVES)

    def untold_moves(self):
        """Moves on hold that the requester's side does not know of, unless it already knows of a later one."""
        later = Event.objects.public().of_moves().filter(ticket=OuterRef("ticket"), pk__gt=OuterRef("pk"))
        held = self.of_moves().filter(held_until__gt=timezone.now(), is_taken_back=False)
        return held.exclude(Exists(later))

    def with_words(self):
        return self.select_related("actor", "message")


class Event(Claimable):
    """Something happened to a ticket: what, who, and to the microsecond when. Never edited, never deleted."""

    class Kind(models.TextChoices):
        OPENED = "opened", pgettext_lazy("event", "opened")
        REPLIED = "replied", _("replied")
        NOTED = "noted", _("noted")
        CORRECTED = "corrected", pgettext_lazy("event", "corrected")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ASSIGNED = "assigned", _("assigned")
        HANDED_OVER = "handed_over", _("handed over")
        STATUS_CHANGED = "status_changed", _("status changed")
        WAITING = "waiting", pgettext_lazy("event", "waiting")
        RESUMED = "resumed", _("resumed")
        RESOLVED = "resolved", _("resolved")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("still fails")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("reopened")
        PRIORITIZED = "prioritized", _("prioritized")
        DESCRIBED = "described", _("described")
        TAGGED = "tagged", _("tagged")
        PARTICIPANT_ADDED = "participant_added", _("participant added")
        PARTICIPANT_REMOVED = "participant_removed", _("participant removed")
        LINKED = "linked", _("linked")
        GUEST_LINK_REVOKED = "guest_link_revoked", _("guest link revoked")
        SUPPLIER = "supplier", pgettext_lazy("event", "supplier")
        MERGED = "merged", pgettext_lazy("event", "merged")
        TOOK_IN = "took_in", _("took in another ticket")
        UNMERGED = "unmerged", _("merge undone")
        GAVE_BACK = "gave_back", _("gave back another ticket")
        SPLIT = "split", pgettext_lazy("event", "split")
        UNDELIVERED = "undelivered", _("not delivered")
        REPORTED = "reported", _("report about a mail")
        WARNED = "warned", pgettext_lazy("event", "soon due")
        BREACHED = "breached", pgettext_lazy("event", "promise broken")

    # What the requester's side may read of the timeline. A note is not among them, and never will be.
    PUBLIC = [
        Kind.OPENED, Kind.REPLIED, Kind.WAITING, Kind.RESUMED, Kind.RESOLVED, Kind.ACCEPTED, Kind.REFUSED,
        Kind.CLOSED, Kind.REOPENED, Kind.UNMERGED, Kind.PARTICIPANT_ADDED, Kind.PARTICIPANT_REMOVED,
    ]  # fmt: skip

    # Those that bring words; a move that came along with a reply names that reply, too, and shares its fate.
    SPOKEN = [Kind.OPENED, Kind.REPLIED, Kind.NOTED]
    MOVES = [
        Kind.STATUS_CHANGED, Kind.WAITING, Kind.RESUMED, Kind.RESOLVED, Kind.ACCEPTED, Kind.REFUSED,
        Kind.CLOSED, Kind.REOPENED, Kind.UNMERGED,
    ]  # fmt: skip

    # The index event_of_ticket begins with it.
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="events", db_index=False)
    kind = models.CharField(max_length=24, choices=Kind)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    message = models.ForeignKey("tickets.Message", models.CASCADE, null=True, related_name="events")
    details = models.JSONField(default=dict)
    # How the ticket stood when this had happened: what clocks, reports and rules ask for, so that history can be
    # read again from its events alone.
    standing = models.JSONField(default=dict)
    # Until when it can be taken back; until then, and ever after if it was, the requester's side knows nothing of it.
    held_until = models.DateTimeField(null=True)
    is_taken_back = models.BooleanField(default=False)
    pending = ArrayField(models.CharField(max_length=120), default=list)
    is_settled = models.BooleanField(default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["ticket", "id"], name="event_of_ticket"),
            models.Index(
                fields=["next_try_at"], condition=models.Q(is_settled=False), name="event_unsettled"
            ),
            models.Index(
                fields=["held_until"], condition=models.Q(held_until__isnull=False), name="event_held"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M:%S}"

    @property
    def is_spoken(self):
        """Whether the line is words somebody said, and not a change."""
        return self.kind in self.SPOKEN

    @property
    def is_public(self):
        """Whether the requester's side may read it now."""
        is_on_hold = self.held_until is not None and self.held_until > timezone.now()
        return self.kind in self.PUBLIC and not (self.is_taken_back or is_on_hold)

    def tell_listeners(self):
        """Tell the rooms that must know within this very transaction (settings.TICKET_LISTENERS)."""
        for path in settings.TICKET_LISTENERS:
            import_string(path)(self)

    def await_reactions(self):
        """Note which reactions have something to do after this event, before it is written."""
        self.pending = concerned(settings.TICKET_REACTIONS, self)
        self.is_settled = not self.pending

    @classmethod
    def react_to(cls, events):
        """Run what follows from each of `events`, in their order. Neighbours with the same single reaction are a
        handful, if it can be had for several at once; a handful that fails is nobody's trouble: each then goes by
        itself."""
        for together, neighbours in groupby(events, lambda event: together_for(event.pending)):
            handful = list(neighbours)
            if together and len(handful) > 1:
                handful = cls._react_together(together, handful)
            for event in handful:
                event.react()

    @classmethod
    def _react_together(cls, together, events):
        """All of it or nothing; those that are left to do."""
        rows = cls.objects.filter(pk__in=[event.pk for event in events])
        try:
            with transaction.atomic():
                together(events)
                rows.update(pending=[], is_settled=True)
        except Exception:  # whatever a reaction may raise: it is kept on the row of the one it belongs to
            log.warning("A handful of %s events is taken apart", len(events), exc_info=True)
            return list(rows)
        return []

    def react(self):
        """Run what follows from this event: all of it in one transaction or, if anything fails, each reaction in
        its own; keep the trouble of those that fail, and leave them pending. Harmless when repeated."""
        paths = list(self.pending)
        trouble = self._react_by(*paths)
        if trouble and len(paths) > 1:
            troubles = [error for path in paths if (error := self._react_by(path))]
            trouble = troubles[0] if troubles else None
        if trouble:
            self.note_trouble(trouble)

    def _react_by(self, *paths):
        try:
            with transaction.atomic():
                for path in paths:
                    import_string(path)(self)
                self.pending = [name for name in self.pending if name not in paths]
                self.is_settled = not self.pending
                self.save(update_fields=["pending", "is_settled"])
        except Exception as error:  # whatever a reaction may raise is kept on the row and tried again
            self.refresh_from_db()
            return error
        return None
