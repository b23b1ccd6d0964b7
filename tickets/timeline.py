"""A ticket's conversation and history as the lines of a page: by day, long runs and long middles folded."""

from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kept import Kept
from tickets.models import Event, FormerText, Message, Ticket
from tickets.sentences import sentence

__all__ = ["SHOWN", "Line", "Timeline", "sentence"]

MOST_IN_A_ROW = 3
LATEST = 5
LEAST_FOLDED = 3

# What a line says of what happened, and of who did it.
TOLD = [
    "ticket", "kind", "at", "message", "details", "held_until", "is_taken_back", "actor__name", "actor__email",
]  # fmt: skip
SHOWN = {
    "all": _("All"),
    "messages": _("Messages"),
    "notes": _("Notes"),
    "events": _("Events"),
}
KINDS = {
    "messages": {Event.Kind.OPENED, Event.Kind.REPLIED},
    "notes": {Event.Kind.NOTED},
    "events": set(Event.Kind) - set(Event.SPOKEN),
}


@Kept
def what_happened(ticket):
    """The events of a ticket, oldest first, but for replies that were taken back."""
    events = Event.objects.filter(ticket=ticket).exclude(message__withdrawn_at__isnull=False)
    return events.select_related("actor").only(*TOLD).order_by("pk")


@Kept
def what_was_said(with_files, messages):
    """These messages with their authors and former texts, and with their files when there are any."""
    former = FormerText.objects.filter(message=OuterRef("pk")).values(
        told=JSONObject(body=F("body"), at=F("replaced_at"))
    )
    messages = Message.objects.filter(pk__in=messages).annotate(former=ArraySubquery(former))
    return messages.select_related("author").prefetch_related(*(["attachments"] if with_files else []))


@dataclass
class Line:
    """One line: "day" and "unread" are marks, "message" and "event" what happened, "run" many events in a row,
    "fold" the middle of a long thread (`count` messages), not loaded."""

    what: str
    at: object = None
    event: Event | None = None
    message: Message | None = None
    count: int = 0
    lines: list = field(default_factory=list)
    can_be_unmerged: bool = False


def without_middle(events, first_unread):
    """Of many `events` the first words and the last few, from `first_unread` (None: nothing new) on at least; and how
    many messages lie between."""
    spoken = [place for place, event in enumerate(events) if event.is_spoken]
    if len(spoken) < 1 + LEAST_FOLDED + LATEST:
        return events, 0
    begin = spoken[-LATEST]
    if first_unread in events:
        begin = min(begin, events.index(first_unread))
    folded = len([place for place in spoken[1:] if place < begin])
    if folded < LEAST_FOLDED:
        return events, 0
    return [events[spoken[0]], *events[begin:]], folded


class Timeline:
    """The lines of `ticket`. `read_up_to` is the last event its reader `user` has seen (None: never here);
    `show` is a key of SHOWN; `is_whole` opens the folded middle; without `has_files` none are looked for. Three
    statements, however long it is."""

    def __init__(self, ticket, user, *, read_up_to=None, show="all", is_whole=False, has_files=True):
        self.ticket, self.user, self.read_up_to = ticket, user, read_up_to
        self.show = show if show in SHOWN else "all"
        self.is_whole, self.has_files = is_whole, has_files

    @cached_property
    def events(self):
        """Everything that happened, oldest first, but for replies that were taken back."""
        events = what_happened.rows(ticket=self.ticket.pk)
        for event in events:
            event.ticket = self.ticket
        return events

    @property
    def last_event_id(self):
        return self.events[-1].pk if self.events else 0

    @cached_property
    def first_unread(self):
        """The first words of somebody else since the reader was here last, or None."""
        if self.read_up_to is None:
            return None
        news = (event for event in self.events if event.pk > self.read_up_to and event.is_spoken)
        return next((event for event in news if event.actor_id != self.user.pk), None)

    @property
    def is_long(self):
        """Whether there is so much talk that its middle may be folded."""
        return sum(event.is_spoken for event in self.events) >= 1 + LEAST_FOLDED + LATEST

    @cached_property
    def has_held(self):
        """Whether a reply on it can still be taken back."""
        return any(message.is_on_hold for message in self.messages.values())

    @cached_property
    def lines(self):
        events, folded = self._chosen
        lines, day = [], None
        for event in events:
            if event is self.first_unread:
                lines.append(Line("unread", event=event))
            if (its_day := timezone.localdate(event.at)) != day:
                day = its_day
                lines.append(Line("day", at=event.at))
            lines.append(self._line(event))
            if folded and event is events[0]:
                lines.append(Line("fold", count=folded))
        return self._in_runs(lines)

    def _line(self, event):
        if event.is_spoken and event.message_id in self.messages:
            return Line("message", at=event.at, event=event, message=self.messages[event.message_id])
        return Line("event", at=event.at, event=event, can_be_unmerged=event.pk in self._mergers)

    @cached_property
    def _mergers(self):
        """The ids of the lines that tell of a merge into this ticket which the reader can still undo."""
        Kind = Event.Kind
        returned = {event.details["merger"] for event in self.events if event.kind == Kind.GAVE_BACK}
        stand = [one for one in self.events if one.kind == Kind.TOOK_IN and one.pk not in returned]
        young = {event.pk: event.details["number"] for event in stand if Ticket.may_be_unmerged(event)}
        doubles = Ticket.objects.worked_by(self.user).filter(number__in=young.values())
        seen = set(doubles.values_list("number", flat=True)) if young else ()
        return {pk for pk, number in young.items() if number in seen}

    @cached_property
    def _chosen(self):
        """The events to show, and how many messages are folded away after the first of them."""
        kinds = KINDS.get(self.show)
        events = [event for event in self.events if kinds is None or event.kind in kinds]
        return (events, 0) if self.is_whole else without_middle(events, self.first_unread)

    @cached_property
    def messages(self):
        """The messages to show, by id, with authors, files and former texts."""
        wanted = [event.message_id for event in self._chosen[0] if event.is_spoken]
        return {message.pk: message for message in what_was_said.rows(self.has_files, messages=wanted)}

    def _in_runs(self, lines):
        told, run = [], []
        for line in [*lines, None]:
            if line is not None and line.what == "event" and line.event.kind != Event.Kind.UNDELIVERED:
                run.append(line)
                continue
            is_long = len(run) > MOST_IN_A_ROW and self.show == "all"
            told += [Line("run", at=run[-1].at, count=len(run), lines=run)] if is_long else run
            run = []
            if line is not None:
                told.append(line)
        return told
