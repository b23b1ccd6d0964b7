"""Failures that Amazon SES tells by SNS as JSON in the body of a mail."""

import json
import re

from channels.email.reading.bounces.codes import field_status
from channels.email.reading.bounces.notice import Notice
from channels.email.reading.bounces.verdict import best_status, diagnose, is_dead
from channels.email.reading.mail import FailedRecipient

# Lines of a thousand characters are cut by "!", a line end and a space on their way.
_CUT_LINE = re.compile(r"!\r?\n[ \t]")
_MOST = 500


def amazon_recipients(notice: Notice) -> list[FailedRecipient]:
    """The recipients of a notice of SES whose notificationType is Bounce; otherwise none."""
    told = amazon_notice(notice.whole)
    bounce = told.get("bounce") if told.get("notificationType", told.get("eventType")) == "Bounce" else None
    recipients = bounce.get("bouncedRecipients") if isinstance(bounce, dict) else None
    if not isinstance(recipients, list):
        return []
    is_passing = bounce.get("bounceType") == "Transient"
    return [_failed(found, is_passing) for found in recipients[:_MOST] if isinstance(found, dict)]


def amazon_notice(text: str) -> dict:
    """The JSON object of a notice of SES at the beginning of a text, or an empty one."""
    start = text.lstrip()
    if not start.startswith("{") or "notificationType" not in start and "eventType" not in start:
        return {}
    try:
        told, _ = json.JSONDecoder(strict=False).raw_decode(_CUT_LINE.sub("", start))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _failed(found: dict, is_passing: bool) -> FailedRecipient:
    diagnosis, action = (
        diagnose(str(found.get("diagnosticCode") or "")),
        str(found.get("action") or "failed").lower(),
    )
    status = field_status(str(found.get("status") or "")) or best_status(diagnosis, action)
    return FailedRecipient(
        str(found.get("emailAddress") or ""),
        status,
        not is_passing and is_dead(status, diagnosis, action),
        action,
    )
