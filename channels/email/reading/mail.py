"""What a mail says, once it is read: plain values that travel from the reading child to the house."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Address:
    """One mailbox of a header: the name as a person reads it, the address as it is written to."""

    name: str
    address: str


@dataclass
class Attachment:
    """One file of a mail, decoded. An attached mail (message/rfc822) is one file, with its own bytes."""

    name: str
    type: str
    content: bytes
    content_id: str = ""
    is_inline: bool = False
    is_signature: bool = False


@dataclass
class FailedRecipient:
    """One address that a delivery report speaks of. `status` is that of RFC 3463 ("5.1.1"), or empty."""

    address: str
    status: str = ""
    is_dead: bool = False
    action: str = ""


@dataclass
class Forwarded:
    """The outermost mail that was forwarded inside the text of another, and what was said about it."""

    sender: Address | None = None
    to: list[Address] = field(default_factory=list)
    cc: list[Address] = field(default_factory=list)
    subject: str = ""
    date: str = ""
    text: str = ""
    comment: str = ""


@dataclass
class Invitation:
    """A calendar object of RFC 5545 inside the mail: what it asks (REQUEST, REPLY, CANCEL) and of what.

    Moments are ISO 8601, a date alone for whole days. `attendees` stand one after the other, by comma; `answer` is
    what the first of them said (PARTSTAT: ACCEPTED, DECLINED, TENTATIVE).
    """

    method: str = ""
    summary: str = ""
    starts: str = ""
    ends: str = ""
    location: str = ""
    organizer: str = ""
    attendees: str = ""
    answer: str = ""


@dataclass
class AuthenticationResults:
    """One Authentication-Results header (RFC 8601): who wrote it, and each method with its result."""

    authserv_id: str
    results: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Mail:
    """One mail, read. Nothing in it is believed: what of it may be trusted is decided by who reads this."""

    sender: Address | None = None
    is_sender_weak: bool = False
    # Whoever wrote it, when a mailing list put its own address in their place.
    behind: Address | None = None
    to: list[Address] = field(default_factory=list)
    cc: list[Address] = field(default_factory=list)
    reply_to: list[Address] = field(default_factory=list)
    subject: str = ""
    message_id: str = ""
    in_reply_to: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    date: datetime | None = None
    headers: dict[str, list[str]] = field(default_factory=dict)
    text: str = ""
    html: str = ""
    safe_html: str = ""
    # As it is shown (showing.py): folded, with classes for styles, and their sheet.
    shown_html: str = ""
    shown_css: str = ""
    is_formatted: bool = False
    has_remote_content: bool = False
    reply: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    forwarded: Forwarded | None = None
    is_auto: bool = False
    no_auto_reply: bool = False
    is_bounce: bool = False
    failed: list[FailedRecipient] = field(default_factory=list)
    is_complaint: bool = False
    is_receipt: bool = False
    is_encrypted: bool = False
    authentication_results: list[AuthenticationResults] = field(default_factory=list)
    dmarc_verdict: str = "none"
    oddities: list[str] = field(default_factory=list)
