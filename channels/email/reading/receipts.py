"""Read receipts: message disposition notifications (MDN, RFC 8098)."""

from email.message import Message


def is_receipt(message: Message) -> bool:
    """Whether a mail only says that an earlier one was shown, deleted or processed."""
    if message.get_content_type() == "message/disposition-notification":
        return True
    if message.get_content_type() != "multipart/report":
        return False
    kind = str(message.get_param("report-type") or "").lower()
    inside = message.get_payload()
    parts = inside[:20] if isinstance(inside, list) else []
    return kind == "disposition-notification" or any(
        isinstance(part, Message) and part.get_content_type() == "message/disposition-notification"
        for part in parts
    )
