from tickets.models.addressed import Addressed
from tickets.models.arrangement import Arrangement
from tickets.models.attachment import Attachment
from tickets.models.category import Category, FormField
from tickets.models.choices import (
    OPEN_GROUPS,
    Channel,
    Doubt,
    Group,
    Identity,
    Impact,
    Kind,
    Priority,
    Severity,
    Urgency,
    WaitingFor,
)
from tickets.models.draft import Draft
from tickets.models.event import Event
from tickets.models.eventful import Conflict
from tickets.models.guest_link import GuestLink
from tickets.models.linkable import Link
from tickets.models.matrix import MatrixCell
from tickets.models.message import FormerText, Message
from tickets.models.participant import Follower, Participant, ReadMark
from tickets.models.resolution_code import ResolutionCode
from tickets.models.saved_view import SavedView
from tickets.models.status import Status, StatusMove
from tickets.models.suppliable import SupplierCase
from tickets.models.ticket import Ticket

__all__ = [
    "OPEN_GROUPS", "Addressed", "Arrangement", "Attachment", "Category", "Channel", "Conflict", "Doubt", "Draft",
    "Event", "Follower", "FormField", "FormerText", "Group", "GuestLink", "Identity", "Impact", "Kind", "Link",
    "MatrixCell", "Message", "Participant", "Priority", "ReadMark", "ResolutionCode", "SavedView", "Severity",
    "Status", "StatusMove", "SupplierCase", "Ticket", "Urgency", "WaitingFor",
]  # fmt: skip
