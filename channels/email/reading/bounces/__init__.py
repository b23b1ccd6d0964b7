"""Failed delivery: what a mail says about mails that did not arrive, whichever server wrote it.

Order of belief: the fields of a delivery report (RFC 3464), the JSON of Amazon's notices, then the words of
the letter itself. Whether the mail may be believed at all (a valid token in its
envelope) is for whoever calls to decide.
"""

from email.message import Message

from channels.email.reading.bounces.amazon import amazon_recipients
from channels.email.reading.bounces.letters import has_one_sign, is_letter, is_passed_on, letter_recipients
from channels.email.reading.bounces.notice import Notice, read_notice
from channels.email.reading.bounces.reports import has_good_news_only, reported_recipients
from channels.email.reading.mail import FailedRecipient

__all__ = ["failed_recipients", "is_bounce", "might_be_bounce"]


def is_bounce(message: Message, text: str = "", notice: Notice | None = None) -> bool:
    """Whether this mail reports that a mail was not delivered, or not yet; `notice` if it was laid out already.
    Never raises."""
    return _tells_of_failure(notice or read_notice(message, text))


def might_be_bounce(message: Message, text: str = "") -> bool:
    """Whether a single sign of a failed delivery is there: no machine should answer, though it stays a ticket."""
    notice = read_notice(message, text)
    return has_one_sign(notice) or _tells_of_failure(notice)


def failed_recipients(message: Message, text: str = "") -> list[FailedRecipient]:
    """The addresses that were not reached, each once, with status (RFC 3463) and verdict. Never raises."""
    notice = read_notice(message, text)
    if not _tells_of_failure(notice):
        return []
    return reported_recipients(notice) or amazon_recipients(notice) or letter_recipients(notice)


def _tells_of_failure(notice: Notice) -> bool:
    if notice.is_other_report or has_good_news_only(notice):
        return False
    elif notice.is_report:
        return True
    elif is_passed_on(notice):
        return False
    return bool(reported_recipients(notice) or amazon_recipients(notice)) or is_letter(notice)
