"""Complaints of readers: feedback reports (ARF, RFC 5965) and what large providers send in their place."""

import re
from email.message import Message

from channels.email.reading.bounces.amazon import amazon_notice
from channels.email.reading.bounces.notice import Notice, read_notice

_MOST_PARTS = 1_000
# Microsoft's Junk Mail Reporting Program attaches the mail and says no more than this.
_MICROSOFT = re.compile(r"^\s*complaint about message from\b", re.IGNORECASE)
_MICROSOFT_HEADER = "x-hmxmroriginalrecipient"


def is_complaint(message: Message, notice: Notice | None = None) -> bool:
    """Whether somebody pressed "this is spam" on a mail of ours, or a server reports abuse of it; `notice` if it was
    laid out already."""
    if str(message.get_param("report-type") or "").lower() == "feedback-report":
        return True
    if any(part.get_content_type() == "message/feedback-report" for part in _parts(message)):
        return True
    notice = notice or read_notice(message)
    if _MICROSOFT.match(notice.subject) and _MICROSOFT_HEADER in notice.returned.casefold():
        return True
    told = amazon_notice(notice.whole)
    return told.get("notificationType", told.get("eventType")) == "Complaint"


def _parts(message: Message) -> list[Message]:
    """The parts in their order, level by level and never recursive."""
    parts = [message]
    for part in parts:
        inside = part.get_payload() if part.is_multipart() else None
        if isinstance(inside, list) and len(parts) < _MOST_PARTS:
            parts.extend(child for child in inside[:_MOST_PARTS] if isinstance(child, Message))
    return parts
