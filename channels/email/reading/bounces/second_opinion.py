"""What flufl.bounce (Mailman's reader, Apache-2.0) makes of a letter that we could make nothing of."""

from email.message import Message

from flufl.bounce import all_failures

from channels.email.reading.bounces.notice import Notice
from channels.email.reading.bounces.verdict import best_status, diagnose, is_dead
from channels.email.reading.mail import FailedRecipient

# Some of its patterns take time by the square of a line or of the lines: it sees the top of a letter only.
_MOST_LINES = 120
_LONGEST_LINE = 200
_MOST = 100


def second_opinion(notice: Notice) -> list[FailedRecipient]:
    """Recipients by flufl.bounce. It raises on odd charsets and broken parts: then it has no opinion."""
    try:
        temporary, permanent = all_failures(_top_of(notice))
        failures = [("failed", found) for found in permanent] + [("delayed", found) for found in temporary]
        addresses = {_as_text(found).strip("<>. "): action for action, found in reversed(failures)}
    except Exception:
        return []
    diagnosis = diagnose(notice.text)
    return [
        FailedRecipient(address, best_status(diagnosis, action), is_dead("", diagnosis, action), action)
        for address, action in sorted(addresses.items())[:_MOST]
        if "@" in address
    ]


def _top_of(notice: Notice) -> Message:
    top = Message()
    top["From"], top["Subject"] = notice.sender[:_LONGEST_LINE], notice.subject[:_LONGEST_LINE]
    lines = notice.whole.splitlines()[:_MOST_LINES]
    top.set_payload("\n".join(line[:_LONGEST_LINE] for line in lines))
    return top


def _as_text(address: str | bytes) -> str:
    return address.decode("utf-8", "replace") if isinstance(address, bytes) else address
