"""Whole ticket histories of the SLA vectors: a world of rows, events through the real listener, all rolled back."""

from datetime import UTC, datetime
from operator import itemgetter

from django.db import transaction

from accounts.models import Contract, Desk, Organization, Team, User
from sla.book import open_book
from sla.listeners import keep_clocks
from sla.models import (
    Calendar,
    CalendarVersion,
    Clock,
    Edition,
    Metric,
    OnChange,
    Policy,
    PolicyVersion,
    Reopening,
    Target,
    Why,
)
from sla.models.choices import PAUSES
from sla.reckoning import used
from sla.wall_clock import SECOND
from tickets.models import Event, Group, Message, Status, Ticket, WaitingFor

LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
AGREEMENTS = [(Policy.Party.TEAM, Metric.OLA, "olas"), (Policy.Party.SUPPLIER, Metric.UC, "ucs")]
GROUPS = {
    "new": (Group.NEW, ""),
    "open": (Group.IN_PROGRESS, ""),
    "waiting_customer": (Group.WAITING, WaitingFor.REQUESTER),
    "waiting_vendor": (Group.WAITING, WaitingFor.SUPPLIER),
    "on_hold": (Group.WAITING, WaitingFor.DATE),
    "resolved": (Group.RESOLVED, ""),
    "closed": (Group.CLOSED, ""),
}
STEPS = {"sent": "sent", "waiting_us": "waiting", "resumed": "resumed", "returned": "returned"}


def answer(vector):
    """{"clocks": [...]} of one `ticket` vector."""
    with transaction.atomic():
        found = World(vector).play()
        transaction.set_rollback(True)
    return found


class World:
    """The rows one history needs, and the history itself."""

    def __init__(self, vector):
        self.vector, self.rules = vector, vector.get("rules", {})
        self.now = datetime.fromisoformat(vector["now"])
        self.calendars = {name: calendar(name, spec) for name, spec in vector["calendars"].items()}
        self.desk = Desk.objects.create(name="Vectors", slug="vectors")
        self.house = Organization.objects.create(name="Vectors")
        self.customer = User.objects.create(name="Customer", email="customer@vectors.example")
        self.agent = User.objects.create(name="Agent", email="agent@vectors.example")
        self.teams, self.priorities, self.standing = {}, {None: None}, {"desk": self.desk.pk}
        for party, metric, key in AGREEMENTS:
            for name, terms in (vector.get(key) or {}).items():
                version = self._version(party, terms["calendar"], {"team": [self._team(name).pk]})
                self._target(version, metric, terms["target_s"])

    def play(self):
        """Every event up to now through the listener; the clocks as vectors tell them."""
        self._promise(self.vector["policy"])
        events = [(datetime.fromisoformat(event["at"]), event) for event in self.vector["events"]]
        for at, event in sorted(events, key=itemgetter(0)):
            if at <= self.now:
                self._happen(at, event)
        return {"clocks": [self._told(clock) for clock in Clock.objects.of(self.ticket)]}

    def _happen(self, at, event):
        kind, by, details, message = Event.Kind.STATUS_CHANGED, event.get("by"), {}, None
        is_public = event.get("public", True)
        match event["type"]:
            case "create":
                kind, by = Event.Kind.OPENED, by or "customer"
                self._open(at)
                self._stand(state=event.get("state", "new"), priority=self._priority(event.get("priority")))
                message = self._say(by, is_public)
            case "message":
                kind = Event.Kind.REPLIED if is_public else Event.Kind.NOTED
                message = self._say(by, is_public)
            case "state":
                self._stand(state=event["to"])
            case "priority":
                kind = Event.Kind.PRIORITIZED
                self._stand(priority=self._priority(event["to"]))
            case "policy":
                kind = Event.Kind.DESCRIBED
                self._promise(event["to"])
            case "assign":
                kind, team = Event.Kind.HANDED_OVER, event.get("team")
                self._stand(team=team and self._team(team).pk)
            case "vendor":
                kind = Event.Kind.SUPPLIER
                details = {"step": STEPS[event["to"]], "team": self._team(event["vendor"]).pk}
            case "merged":
                kind = Event.Kind.MERGED
        self._write(kind, at, by, details, message)

    def _write(self, kind, at, by, details, message):
        actor = {"customer": self.customer, "agent": self.agent}.get(by)
        event = Event.objects.create(
            ticket=self.ticket,
            kind=kind,
            at=at,
            actor=actor,
            details=details,
            message=message,
            standing=dict(self.standing),
            is_settled=True,
        )
        keep_clocks(event)

    def _open(self, at):
        status = Status.objects.usual(Group.NEW)
        self.ticket = Ticket.objects.create(
            requester=self.customer, subject="Vector", desk=self.desk, status=status, opened_at=at
        )

    def _say(self, by, is_public):
        author = {"customer": self.customer, "agent": self.agent}.get(by)
        return Message.objects.create(
            ticket=self.ticket,
            author=author,
            body="Words",
            is_internal=not is_public,
            is_from_requester=is_public and by == "customer",
        )

    def _stand(self, *, state=None, **facts):
        if state is not None:
            facts["group"], facts["waiting_for"] = GROUPS[state]
        self.standing |= facts

    def _priority(self, name):
        return self.priorities.setdefault(name, len(self.priorities))

    def _team(self, name):
        if name not in self.teams:
            self.teams[name] = Team.objects.create(name=name, desk=self.desk)
        return self.teams[name]

    def _promise(self, policy):
        """Let `policy` hold from now on: by a contract of its own."""
        contract = Contract.objects.create(
            organization=self.house, number=f"vector-{Contract.objects.count()}", valid_from=LONG_AGO.date()
        )
        version = self._version(Policy.Party.REQUESTER, policy["calendar"], {"contract": [contract.pk]})
        for metric, terms in (policy.get("targets") or {}).items():
            by_priority = terms["by_priority"] if isinstance(terms, dict) else {None: terms}
            calendar = isinstance(terms, dict) and terms.get("calendar")
            for name, seconds in by_priority.items():
                if seconds is not None:
                    self._target(version, metric, seconds, priority=self._priority(name), calendar=calendar)
        self.standing["contract"] = contract.pk

    def _version(self, party, calendar, fits):
        version = PolicyVersion.objects.create(
            policy=Policy.objects.create(name="Vector", party=party),
            valid_from=LONG_AGO,
            calendar=self.calendars[calendar],
            fits=fits,
            reopening=self.rules.get("reopen", Reopening.RESUME),
            on_change=self.rules.get("on_change", OnChange.RECOMPUTE),
            starts_with_agents_note=self.rules.get("agent_opened_note", "start") == "start",
        )
        Edition.objects.publish()
        return version

    def _target(self, version, metric, seconds, *, priority=None, calendar=None):
        pauses_in = self.rules.get("pause", PAUSES).get(metric, [])
        Target.objects.create(
            version=version,
            metric=metric,
            priority=priority,
            amount=round(seconds * SECOND),
            calendar=self.calendars[calendar] if calendar else None,
            pauses_in=pauses_in,
        )
        Edition.objects.publish()

    def _told(self, clock):
        counted = used(clock, open_book().calendar_of(clock), self.now)
        if counted > clock.target.amount:
            status = "breached"
        elif clock.why_stopped == Why.CANCELLED:
            status = "cancelled"
        elif clock.stopped_at:
            status = "met"
        else:
            status = "paused" if clock.is_paused else "running"
        owner = {"owner": clock.team.name} if clock.team_id else {}
        return {
            "metric": clock.metric,
            "cycle": clock.cycle,
            "start": told(clock.started_at),
            "stop": told(clock.stopped_at),
            "due": None if status == "paused" else told(clock.due_at),
            "elapsed_s": counted // SECOND if counted % SECOND == 0 else counted / SECOND,
            "status": status,
            **owner,
        }


def calendar(name, spec):
    """A Calendar with the versions of a vector."""
    made = Calendar.objects.create(name=name)
    begins = LONG_AGO
    for version in spec.get("versions") or [{"calendar": spec}]:
        CalendarVersion.objects.create(
            calendar=made, valid_from=begins, made_at=begins, spec=version["calendar"]
        )
        begins = version.get("until") and datetime.fromisoformat(version["until"])
    return made


def told(at):
    return None if at is None else at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
