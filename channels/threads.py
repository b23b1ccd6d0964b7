"""Makes one conversation out of many mails, in Gmail, Outlook and Thunderbird alike (RFC 5322 §3.6.4).

Every mail about a ticket to one person refers to the same root and keeps the same subject; Gmail asks for both.
"""

import re

from django.conf import settings

from channels.models import Outgoing

KEPT_AT_EACH_END = 10
LONGEST_SUBJECT = 300


def one_line(text):
    """`text` without line breaks and control characters, so that it stays within its header."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f\u0085\u2028\u2029]", " ", str(text)).split())


def threaded(ticket, to, subject):
    """What ties the next mail to `to` about `ticket` to the earlier ones: subject, in_reply_to, references."""
    root = f"<ticket.{ticket.number}@{settings.MAIL_DOMAIN}>"
    earlier = Outgoing.objects.of_thread(ticket, to)
    mails = list(earlier.values_list("subject", "message_id"))
    first = mails[0][0] if mails else None
    ids = [root, *(message_id for _subject, message_id in mails)]
    if len(ids) > 2 * KEPT_AT_EACH_END:
        ids = ids[:KEPT_AT_EACH_END] + ids[-KEPT_AT_EACH_END:]
    begun = first or threaded_subject(ticket.number, subject)
    return {
        "subject": f"Re: {begun}" if first else begun,
        "in_reply_to": ids[-1],
        "references": " ".join(ids),
    }


def threaded_subject(number, subject):
    """The subject of the first mail about a ticket, which all later ones to the same person keep."""
    return f"[#{number}] {one_line(subject)}"[: LONGEST_SUBJECT - 4]
