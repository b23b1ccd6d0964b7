"""The story of how a ticket begins, whatever door it comes through."""

from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Subquery

from accounts.models import Contract, Department, Desk, Organization, Team, User
from core import gathered
from core.clock import ClockTimestamp, Reading
from core.kept import Kept
from tickets.models import (
    Attachment,
    Category,
    Channel,
    Event,
    Group,
    Identity,
    Impact,
    Kind,
    Link,
    MatrixCell,
    Message,
    Priority,
    Status,
    Ticket,
    Urgency,
)
from tickets.models.describable import tidy_tags


def _write_first(impact, urgency):
    statuses = Status.objects.annotate(
        asked_at=ClockTimestamp(), first_priority=Subquery(MatrixCell.objects.priorities(impact, urgency))
    )
    return statuses.usual_first(Group.NEW)[:1]


_FIRST = Kept(_write_first)


@dataclass
class Beginning:
    """What a new ticket starts with, and what time it is by the database's clock: good for the moment, and for many
    tickets of that moment."""

    impact: int
    urgency: int
    status: Status
    priority: int
    clock: Reading

    @classmethod
    def asked(cls, impact=Impact.PERSON, urgency=Urgency.MEDIUM):
        """Asked of the database, in one statement."""
        (status,) = _FIRST.rows(int(impact), int(urgency))
        priority = status.first_priority or Priority.NORMAL
        return cls(impact, urgency, status, priority, Reading.of(status.asked_at))


@dataclass
class Opening:
    """What a door knows about a new ticket. `desk` or `category` says where it goes."""

    requester: User
    subject: str
    body: str
    by: User | None = None
    desk: Desk | None = None
    category: Category | None = None
    # Whose it is, else the team of the category; and how it hurries, else what the matrix says.
    team: Team | None = None
    priority: int | None = None
    kind: str | None = None
    answers: dict = field(default_factory=dict)
    files: list[Attachment] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    channel: str = Channel.PORTAL
    source_ip: str | None = None
    contract_number: str = ""
    impact: int = Impact.PERSON
    urgency: int = Urgency.MEDIUM
    severity: int | None = None
    organization: Organization | None = None
    department: Department | None = None
    is_signed_in: bool = False
    # How sure the door is of who asks, if it knows better than the rules of the house (Identity).
    identity: int | None = None
    # Whether a machine asks, that would only answer us again and again (RFC 3834).
    is_by_machine: bool = False
    # Facts of the first Message that only some doors know (is_plain, doubts).
    message: dict = field(default_factory=dict)
    # What the first event tells besides.
    details: dict = field(default_factory=dict)
    follows: Ticket | None = None
    # When they asked, if that was before now.
    since: datetime | None = None
    # Of a door that opens many at once.
    beginning: Beginning | None = None

    def begun(self):
        """Its Beginning, asked for unless the door has done so for tickets like this."""
        given, wanted = self.beginning, (self.impact, self.urgency)
        is_fit = given is not None and (given.impact, given.urgency) == wanted
        return given if is_fit else Beginning.asked(*wanted)


def open_ticket(opening):
    """Open a ticket from an `Opening`: its facts, the first words, one event; returns the Ticket."""
    with gathered.whole():
        return _open(opening)


def _open(opening):
    requester, category = opening.requester, opening.category
    desk = category.desk if category else opening.desk
    organization = opening.organization or requester.organization
    contract = Contract.objects.matching(organization, number=opening.contract_number, ip=opening.source_ip)
    beginning = opening.begun()
    status, now = beginning.status, beginning.clock.now()
    message = _first_words(opening, now)
    ticket = Ticket(
        opened_at=opening.since or now,
        updated_at=now,
        public_updated_at=now,
        requester=requester,
        subject=opening.subject.strip(),
        kind=opening.kind or (category.kind if category else Kind.INCIDENT),
        desk=desk,
        category=category,
        team=opening.team or (category.team if category else None),
        status=status,
        group=status.group,
        answers=opening.answers,
        tags=tidy_tags(opening.tags),
        channel=opening.channel,
        source_ip=opening.source_ip,
        organization=organization,
        department=opening.department or requester.department,
        contract=contract,
        identity=_identity(opening, contract),
        impact=opening.impact,
        urgency=opening.urgency,
        severity=opening.severity,
        priority=opening.priority or beginning.priority,
    )
    _begin(ticket, message, opening, now)
    return ticket


def _first_words(opening, now):
    """The Message a ticket begins with."""
    said_at = opening.since or now
    return Message(
        author=opening.requester,
        is_from_requester=True,
        body=opening.body,
        channel=opening.channel,
        created_at=said_at,
        goes_out_at=said_at,
        **opening.message,
    )


def _begin(ticket, message, opening, now):
    ticket.count_words_of(message)
    gathered.add(ticket)
    message.ticket = ticket
    gathered.add(message)
    ticket.opened_with = message
    Attachment.objects.join(opening.files, message)
    facts = opening.details | ({"is_by_machine": True} if opening.is_by_machine else {})
    by = opening.by or opening.requester
    ticket.record(Event.Kind.OPENED, by=by, message=message, at=opening.since, now=now, **facts)
    if opening.follows:
        ticket.link(opening.follows, by=by, kind=Link.Kind.FOLLOWS)


def _identity(opening, contract):
    if opening.identity is not None:
        return opening.identity
    if contract and contract.covers(opening.source_ip):
        return Identity.CONTRACT
    if opening.is_signed_in:
        return Identity.SIGNED_IN
    if EmailAddress.objects.filter(user=opening.requester, verified=True).exists():
        return Identity.VERIFIED_MAIL
    return Identity.NONE
