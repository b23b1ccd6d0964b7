"""The one way onto the timeline, and the one shape of a verb."""

from contextlib import contextmanager
from functools import wraps

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from core import gathered
from core.bell import ring_later
from core.clock import ClockTimestamp, Reading, database_time
from tickets.models.event import Event

# What lists show of the conversation (Conversable).
WORDS = ("last_words", "last_public_words", "is_answered", "first_replied_at")
# What of a ticket an event keeps, and where it is found.
STANDING = {
    "group": "group",
    "waiting_for": "waiting_for",
    "priority": "priority",
    "kind": "kind",
    "category": "category_id",
    "desk": "desk_id",
    "team": "team_id",
    "assignee": "assignee_id",
    "organization": "organization_id",
    "contract": "contract_id",
}


def verb(method):
    """A change of a ticket: one transaction with the row held, so that people at once stand in line."""

    @wraps(method)
    def changed(self, *args, **kwargs):
        with gathered.whole():
            if not self.is_held:
                self.hold()
            return method(self, *args, **kwargs)

    return changed


class Eventful(models.Model):
    """Can write a line on its own timeline. Every verb that changes a ticket ends here."""

    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    # When the last thing happened that the requester's side may read. Their lists are ordered and dated by this
    # alone, so that nobody can tell from them when agents talk among themselves.
    public_updated_at = models.DateTimeField(default=timezone.now, editable=False)

    # The last line this very object wrote, for the door that wants to tell what it did.
    recorded = None
    # The database's clock as this very object has read it last.
    clock_read = None
    # Whether `holding` stands around this very object: then verbs need not ask for its row again.
    is_held = False
    # The Message this very object was opened with, for the door that did it.
    opened_with = None

    class Meta:
        abstract = True

    @classmethod
    def held(cls, pk):
        """The ticket with this key as it stands now, its row locked until the transaction ends; what time it is
        comes along.

        Others may point at it meanwhile: a clock that fires never waits for a verb, nor a verb for it.
        """
        rows = cls._held(pk=pk)
        if not rows:
            raise cls.DoesNotExist(f"ticket {pk}")
        return rows[0]

    @classmethod
    def all_held(cls, *which, **facts):
        """{key: ticket} of those that `filter` finds with these, as `held`; within a gathering `holding` need not
        ask for them again."""
        rows = cls._held(*which, **facts)
        if around := gathered.current():
            around.hold(rows)
        return {row.pk: row for row in rows}

    @classmethod
    def _held(cls, *which, **facts):
        rows = cls._base_manager.select_for_update(of=("self",), no_key=True).select_related("desk")
        # Always in one order, so that no two wait for each other.
        rows = list(rows.annotate(held_at=ClockTimestamp()).filter(*which, **facts).order_by("pk"))
        for row in rows:
            row.clock_read = Reading.of(row.held_at)
        return rows

    def hold(self):
        """Lock the row until the transaction ends, and see it as it stands now."""
        row = self.held(self.pk)
        self.clock_read = row.clock_read
        if around := gathered.current():
            around.hold([self])
        # As refresh_from_db does, which would leave the time behind.
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(row, field.attname))
        self._state.fields_cache.clear()
        self.desk = row.desk
        self._prefetched_objects_cache = {}

    @contextmanager
    def holding(self):
        """Hold the row for all that follows within; nothing but verbs of this very object may change it there."""
        with gathered.whole():
            around = gathered.current()
            if around is None or not around.holds(self):
                self.hold()
            self.is_held = True
            try:
                yield self
            finally:
                self.is_held = False

    def record(self, kind, *, by=None, message=None, react_at=None, at=None, now=None, **details):
        """Write one event; tell the listeners now and the reactions after commit (not before `react_at`).

        `by` is the person who did it, None the house itself. `details` are plain JSON values. Until `react_at` it
        can be taken back, and the requester's side knows nothing of it. `at` is when it happened, if not now; `now`
        what the database's clock said to a caller who has just read it.
        """
        now = now or self._happens_at()
        event = Event(
            ticket=self,
            kind=kind,
            actor=by,
            at=at or now,
            message=message,
            details=details,
            standing=self.stands(),
            next_try_at=react_at or now,
            held_until=react_at,
        )
        event.await_reactions()
        gathered.add(event)
        self.recorded = event
        self._move_up(now, event)
        event.tell_listeners()
        if react_at is None and event.pending:
            gathered.tell(_ring_for, event)
        return event

    def _move_up(self, now, event):
        """Come first in the lists of those who may read what happened, with the words that came along."""
        stood = self.updated_at, self.public_updated_at
        self.updated_at, self.public_updated_at = now, now if event.is_public else self.public_updated_at
        # Of a ticket that is being opened all this stands on its row already. A clock that was put back says the same
        # moment again, and new words are saved nevertheless.
        has_news = event.message is not None and event.message is not self.opened_with
        if has_news or stood != (self.updated_at, self.public_updated_at):
            names = ["updated_at", "public_updated_at", *(WORDS if event.message else [])]
            gathered.change(self, names)

    def _happens_at(self):
        """Now, by the clock of the database, and never before what happened last."""
        if self.clock_read is None:
            self.clock_read = Reading.of(database_time())
        return max(self.clock_read.now(), self.updated_at)

    def stands(self):
        """How the ticket stands now, in plain JSON values (Event.standing)."""
        return {name: getattr(self, STANDING[name]) for name in STANDING}

    def publish(self, event):
        """Move up in the lists of the requester's side once `event`, which was on hold, is theirs to read."""
        if event.is_public and event.held_until and event.held_until > self.public_updated_at:
            self.public_updated_at = event.held_until
            self.save(update_fields=["public_updated_at"])

    def changes_since(self, event_id, kinds, *, besides=None):
        """The events of these `kinds` after the one the reader had seen, but for those `besides` did themselves."""
        events = self.events.filter(pk__gt=event_id, kind__in=kinds)
        if besides is not None:
            events = events.exclude(actor=besides)
        return list(events.select_related("actor", "message", "message__author"))

    @contextmanager
    def unless_changed(self, since, kinds, *, by, concerns=None):
        """Hold the row for what follows; Conflict if somebody else wrote one of these `kinds` after `since`.

        `since` is the id of the last event `by` had seen (None: whatever came is fine); `concerns(event)` may
        say that an event is about something else.
        """
        with transaction.atomic():
            self.hold()
            if since is not None:
                events = self.changes_since(since, kinds, besides=by)
                if events := [event for event in events if concerns is None or concerns(event)]:
                    raise Conflict(events)
            yield self


def _ring_for(events):
    """Wake a worker for what follows from these."""
    if len(events) == 1:
        ring_later(settings.TICKET_REACTION_TASK, events[0].pk)
    else:
        ring_later("tickets.tasks.sweep_reactions")


class Conflict(Exception):
    """Somebody else changed the same thing since the page was opened; `events` says what."""

    def __init__(self, events):
        super().__init__()
        self.events = events


__all__ = ["WORDS", "Conflict", "Event", "Eventful", "verb"]
