"""Who has to do with an event, and why. Who may see it and who did it is asked afterwards, by the notifier."""

from datetime import timedelta

from accounts.models import User
from accounts.roles import Role
from core.together import asked_together
from notifications.arrival import is_acknowledged
from notifications.models import Reason
from tickets.models import Event, Follower, Group, Participant, WaitingFor

SAME_BREATH, AFTERWARDS = timedelta(minutes=1), timedelta(seconds=5)
HEARD_BY_FOLLOWERS = {
    Event.Kind.REPLIED, Event.Kind.NOTED, Event.Kind.ASSIGNED, Event.Kind.HANDED_OVER, Event.Kind.RESOLVED,
    Event.Kind.ACCEPTED, Event.Kind.REFUSED, Event.Kind.CLOSED, Event.Kind.REOPENED, Event.Kind.UNMERGED,
    Event.Kind.UNDELIVERED,
}  # fmt: skip


def is_heard(event):
    """Whether anybody may have to hear of an event like this one."""
    return event.kind in HEARD_BY_FOLLOWERS or hasattr(Audience, f"_of_{event.kind}")


@asked_together
def participants_of(tickets):
    return _by_ticket(tickets, Participant.objects.order_by("pk"))


@asked_together
def followers_of(tickets):
    return _by_ticket(tickets, Follower.objects.order_by())


def _by_ticket(tickets, parts):
    found = {ticket.pk: [] for ticket in tickets}
    for ticket, person in parts.filter(ticket__in=tickets).values_list("ticket", "user"):
        found[ticket].append(person)
    return found


@asked_together
def members_of(teams):
    return {team.pk: list(team.members.values_list("pk", flat=True)) for team in teams}


@asked_together
def workers_at(desks):
    return {desk.pk: list(User.objects.working_at(desk).values_list("pk", flat=True)) for desk in desks}


@asked_together
def _said_around(events):
    """Refusals, and replies that were not withdrawn, on the tickets of `events`, at about their time."""
    said = Event.objects.filter(kind=Event.Kind.REFUSED) | Event.objects.filter(
        kind=Event.Kind.REPLIED, message__withdrawn_at=None
    )
    moments = [event.at for event in events]
    around = said.filter(
        ticket__in={event.ticket_id for event in events},
        at__range=(min(moments) - SAME_BREATH, max(moments) + AFTERWARDS),
    )
    found = {event.ticket_id: [] for event in events}
    for ticket, *said in around.order_by().values_list("ticket", "kind", "actor", "at"):
        found[ticket].append(said)
    return {event.pk: found[event.ticket_id] for event in events}


class Audience:
    """Answers `told()`: pairs of (id of a person, reason), the weightiest reason of each person first."""

    def __init__(self, event):
        self.event = event
        self.ticket = event.ticket

    def told(self):
        tell = getattr(self, f"_of_{self.event.kind}", None)
        yield from tell() if tell else ()
        if self.event.kind in HEARD_BY_FOLLOWERS and not self._is_silent:
            yield from self._bystanders()

    def _of_opened(self):
        if not self.event.details.get("is_by_machine") and is_acknowledged(self.ticket):
            yield self.ticket.requester_id, Reason.ACKNOWLEDGED
        yield from self._team()

    def _of_replied(self):
        if self.event.message.is_from_requester and not self._belongs_to_refusal():
            yield from self._whoever_works(Reason.HEARD)
        yield from self._requesters_side(Reason.ANSWERED)

    def _of_noted(self):
        for person in self.event.message.mentions.values_list("pk", flat=True):
            yield person, Reason.MENTIONED

    def _of_assigned(self):
        yield self.event.details.get("person"), Reason.ASSIGNED

    def _of_handed_over(self):
        yield from self._team()

    def _of_waiting(self):
        # A reply in the same breath has said already what is asked.
        if self.event.details.get("waiting_for") == WaitingFor.REQUESTER and not self._has_just_replied():
            yield from self._requesters_side(Reason.WAITING)

    def _of_resolved(self):
        yield from self._requesters_side(Reason.RESOLVED)

    def _of_accepted(self):
        yield from self._worker(Reason.OUTCOME)
        yield from self._requesters_side(Reason.CLOSED)

    def _of_refused(self):
        yield from self._whoever_works(Reason.OUTCOME)

    def _of_closed(self):
        if not self._is_silent:
            yield from self._worker(Reason.OUTCOME)
            yield from self._requesters_side(Reason.CLOSED)

    def _of_reopened(self):
        yield from self._whoever_works(Reason.OUTCOME)
        yield from self._requesters_side(Reason.REOPENED)

    def _of_unmerged(self):
        # What had been closed before it was merged is closed again, and nobody was told of anything.
        if self.event.standing["group"] != Group.CLOSED:
            yield from self._whoever_works(Reason.OUTCOME)
            yield from self._requesters_side(Reason.REOPENED)

    def _of_warned(self):
        for whom in self.event.details.get("tell", []):
            yield from self._named(whom)

    _of_breached = _of_warned

    def _named(self, whom):
        """Those a service level names: a person by id, or "assignee" (the team while it is nobody's),
        "team", "lead", "manager" (of all desks, where this one has none), "requester",
        "contact" (of the contract, else of the organization)."""
        if whom == "assignee" and self.ticket.assignee_id:
            yield self.ticket.assignee_id, Reason.PROMISE
        elif whom in ("assignee", "team"):
            yield from ((person, Reason.PROMISE) for person, _reason in self._team())
        elif whom == "lead":
            leads = User.objects.working_at(self.ticket.desk).filter(role=Role.LEAD)
            yield from ((person, Reason.PROMISE) for person in leads.values_list("pk", flat=True))
        elif whom == "manager":
            yield from ((person, Reason.PROMISE) for person in self._managers())
        elif whom == "requester":
            yield self.ticket.requester_id, Reason.DELAYED
        elif whom == "contact":
            yield self._contact(), Reason.ESCALATED
        elif isinstance(whom, int):
            yield whom, Reason.PROMISE

    def _of_participant_added(self):
        person = self.event.details.get("person")
        earlier = self.ticket.events.filter(
            kind=Event.Kind.PARTICIPANT_ADDED, details__person=person, pk__lt=self.event.pk
        )
        is_told = any(not event.details.get("is_silent") for event in earlier)
        if not self._is_silent and not is_told:
            yield person, Reason.INVITED

    def _requesters_side(self, reason):
        yield self.ticket.requester_id, reason
        for person in participants_of(self.ticket):
            yield person, reason

    def _worker(self, reason):
        # The requester's own doing concerns the assignee; a colleague's is told as to a bystander.
        if self.ticket.assignee_id and self._is_by_requesters_side():
            yield self.ticket.assignee_id, reason

    def _whoever_works(self, reason):
        yield from self._worker(reason) if self.ticket.assignee_id else self._team()

    def _team(self):
        team, desk = self.ticket.team, self.ticket.desk
        for person in members_of(team) if team and team.is_active else workers_at(desk):
            yield person, Reason.TEAM

    def _managers(self):
        here = User.objects.working_at(self.ticket.desk).filter(role=Role.MANAGER)
        anywhere = User.objects.filter(role=Role.MANAGER)
        return (here if here.exists() else anywhere).values_list("pk", flat=True)

    def _contact(self):
        parties = (self.ticket.contract, self.ticket.organization)
        return next((party.contact_id for party in parties if party and party.contact_id), None)

    def _bystanders(self):
        # Whoever has it by now need not hear that it was given to somebody before.
        if self.event.kind != Event.Kind.ASSIGNED:
            yield self.ticket.assignee_id, Reason.FOLLOWED
        for person in followers_of(self.ticket):
            yield person, Reason.FOLLOWED

    @property
    def _is_silent(self):
        return bool(self.event.details.get("is_silent")) or (
            self.event.kind == Event.Kind.REPLIED and self._belongs_to_refusal()
        )

    def _is_by_requesters_side(self):
        if self.event.message:
            return self.event.message.is_from_requester
        actor = self.event.actor
        return actor is not None and (
            actor.pk == self.ticket.requester_id or not self.ticket.is_worked_by(actor)
        )

    def _belongs_to_refusal(self):
        # Refusing writes the words as a reply and the refusal beside; the helpers hear of the refusal alone.
        return self.event.message.is_from_requester and self._has_nearby(Event.Kind.REFUSED)

    def _has_just_replied(self):
        return self._has_nearby(Event.Kind.REPLIED)

    def _has_nearby(self, kind):
        begin, end = self.event.at - SAME_BREATH, self.event.at + AFTERWARDS
        return any(
            (kind, self.event.actor_id) == (other, actor) and begin <= at <= end
            for other, actor, at in _said_around(self.event)
        )
