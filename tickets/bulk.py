"""One change for many tickets: through the verbs, one ticket at a time, and taken back the same way."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Team, User
from core.commas import parts
from core.numbers import number
from tickets.models import OPEN_GROUPS, Conflict, Event, Priority, ResolutionCode, Status, Ticket
from tickets.models.describable import tidy_tags

MOST = 500


@dataclass
class Outcome:
    """What became of a bulk change: how many changed, which were left alone and why, and its events."""

    action: str
    done: int = 0
    skipped: list = field(default_factory=list)
    events: list = field(default_factory=list)

    def as_json(self):
        return {"action": self.action, "text": self.text, "skipped": self.skipped, "events": self.events}

    @property
    def text(self):
        n = self.done
        words = {
            "assign": ngettext("Assigned %(n)s ticket.", "Assigned %(n)s tickets.", n),
            "hand_over": ngettext("Handed over %(n)s ticket.", "Handed over %(n)s tickets.", n),
            "status": ngettext("Set the status of %(n)s ticket.", "Set the status of %(n)s tickets.", n),
            "priority": ngettext(
                "Set the priority of %(n)s ticket.", "Set the priority of %(n)s tickets.", n
            ),
            "tag": ngettext("Tagged %(n)s ticket.", "Tagged %(n)s tickets.", n),
            "resolve": ngettext("Solved %(n)s ticket.", "Solved %(n)s tickets.", n),
            "close": ngettext("Closed %(n)s ticket.", "Closed %(n)s tickets.", n),
            "merge": ngettext("Merged %(n)s ticket into another.", "Merged %(n)s tickets into another.", n),
            "undo": ngettext("Undid the change on %(n)s ticket.", "Undid the change on %(n)s tickets.", n),
        }
        return words[self.action] % {"n": number(n)}


class Change:
    """What is to be done to each ticket: `prepare` reads what was typed, `apply` is one verb.

    `least` is of how many tickets it makes sense.
    """

    needs_choice = True
    can_be_undone = True
    least = 1

    def __init__(self, data, by):
        self.by = by
        self.prepare(data)

    def prepare(self, data):
        pass


class Assign(Change):
    def prepare(self, data):
        value = data.get("value", "")
        person = self.by if value == "me" else _row(User.objects.staff(), value)
        if person is None and value != "nobody":
            raise ValidationError(_("Choose who should look after these tickets."))
        self.person = person

    def apply(self, ticket):
        ticket.assign(self.person, by=self.by)


class HandOver(Change):
    def prepare(self, data):
        teams = Team.objects.in_use().filter(desk__is_active=True)
        self.team, self.reason = _row(teams, data.get("value", "")), data.get("reason", "").strip()[:400]
        if self.team is None:
            raise ValidationError(_("Choose the team that should continue."))

    def apply(self, ticket):
        ticket.hand_over(self.team, by=self.by, reason=self.reason)


class SetStatus(Change):
    def prepare(self, data):
        self.status = _row(Status.objects.in_use().filter(group__in=OPEN_GROUPS), data.get("value", ""))
        if self.status is None:
            raise ValidationError(_("Choose a status."))

    def apply(self, ticket):
        ticket.set_status(self.status, by=self.by)


class Prioritize(Change):
    def prepare(self, data):
        value = data.get("value", "")
        if value not in map(str, Priority.values):
            raise ValidationError(_("Choose a priority."))
        self.priority = int(value)

    def apply(self, ticket):
        ticket.prioritize(self.priority, by=self.by)


class Tag(Change):
    def prepare(self, data):
        self.tags = tidy_tags(parts(data.get("value", "").replace("\x00", "")))
        if not self.tags:
            raise ValidationError(_("Enter a tag."))

    def apply(self, ticket):
        ticket.tag(by=self.by, add=self.tags)


class Resolve(Change):
    def prepare(self, data):
        self.code = _row(ResolutionCode.objects.filter(is_active=True), data.get("value", ""))
        self.resolution = data.get("resolution", "").replace("\x00", "").strip()
        if self.code is None:
            raise ValidationError(_("Choose how these tickets ended."))

    def apply(self, ticket):
        ticket.resolve(by=self.by, code=self.code, resolution=self.resolution)


class Close(Resolve):
    needs_choice = False

    def prepare(self, data):
        pass

    def apply(self, ticket):
        ticket.close(by=self.by)


class Merge(Change):
    """All become one of them. People of other organizations are let in one by one only, by an own press."""

    can_be_undone = False
    least = 2

    def prepare(self, data):
        tickets = Ticket.objects.worked_by(self.by).select_related("desk", "requester")
        self.target = _row(tickets, data.get("value", ""))
        if self.target is None:
            raise ValidationError(_("Choose the ticket that stays."))

    def apply(self, ticket):
        if ticket != self.target:
            newcomers = ticket.newcomers_to(self.target)
            lets_in = ticket.is_among_their_own(newcomers, self.target)
            ticket.merge_into(self.target, by=self.by, lets_in=lets_in)


CHANGES = {
    "assign": Assign,
    "hand_over": HandOver,
    "status": SetStatus,
    "priority": Prioritize,
    "tag": Tag,
    "resolve": Resolve,
    "close": Close,
    "merge": Merge,
}


def change_all(tickets, action, change, *, seen_at):
    """Apply `change` to each of `tickets`; those somebody else changed since `seen_at` are left alone and listed."""
    outcome = Outcome(action)
    touched = _touched_since(tickets, seen_at, change.by)
    for ticket in tickets:
        if ticket.pk in touched:
            outcome.skipped.append((ticket.number, _("changed by somebody else in the meantime")))
            continue
        before = ticket.updated_at
        try:
            change.apply(ticket)
        except ValidationError as error:
            outcome.skipped.append((ticket.number, " ".join(error.messages)))
            continue
        if ticket.updated_at != before:
            outcome.done += 1
            if change.can_be_undone:
                outcome.events.append(ticket.events.last().pk)
    return outcome


def undo_all(events, *, by):
    """Take back the changes that the `events` (ids) tell of; what others have changed since stays and is listed."""
    outcome = Outcome("undo")
    mine = Event.objects.filter(pk__in=events, actor=by, ticket__in=Ticket.objects.worked_by(by).values("pk"))
    for event in mine.select_related("ticket__desk"):
        try:
            event.ticket.undo(event, by=by)
            outcome.done += 1
        except Conflict:
            outcome.skipped.append((event.ticket.number, _("changed by somebody else in the meantime")))
        except ValidationError as error:
            outcome.skipped.append((event.ticket.number, " ".join(error.messages)))
    return outcome


def _touched_since(tickets, seen_at, by):
    news = Event.objects.filter(ticket__in=[ticket.pk for ticket in tickets], at__gt=seen_at)
    return set(news.exclude(actor=by).values_list("ticket", flat=True))


def _row(rows, value):
    return (
        rows.filter(pk=int(value)).first()
        if value.isascii() and value.isdigit() and len(value) < 18
        else None
    )
