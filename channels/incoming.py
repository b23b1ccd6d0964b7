"""What every way into the house boils down to: somebody says something, about a ticket or about something new."""

from dataclasses import dataclass, field

from accounts.models import Desk, User
from tickets.models import Attachment, Ticket


@dataclass
class Incoming:
    """Words of a person that came by some channel, with all that the channel found out about them."""

    person: User
    words: str
    channel: str
    # Where it goes when it is nobody's answer.
    desk: Desk | None = None
    subject: str = ""
    # What it answers.
    ticket: Ticket | None = None
    files: list[Attachment] = field(default_factory=list)
    # Tickets: Identity, Doubt.
    identity: int | None = None
    doubts: list[str] = field(default_factory=list)
    # A machine's words on a ticket: kept for agents, and nobody is woken.
    is_quiet: bool = False
    # Nobody there who could read an automatic answer (RFC 3834 §2).
    is_by_machine: bool = False
    # Nothing but thanks: what is solved stays so.
    is_thanks: bool = False
    # Of a new ticket: facts of its Opening that were decided before (category, team, priority, tags, details).
    opening: dict = field(default_factory=dict)
