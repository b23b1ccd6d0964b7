"""Reads one mail: its bytes in, one value out. No database, no network, no settings, no Django."""

from channels.email.reading.mail import (
    Address,
    Attachment,
    AuthenticationResults,
    FailedRecipient,
    Forwarded,
    Invitation,
    Mail,
)
from channels.email.reading.reader import read

__all__ = [
    "Address",
    "Attachment",
    "AuthenticationResults",
    "FailedRecipient",
    "Forwarded",
    "Invitation",
    "Mail",
    "read",
]
