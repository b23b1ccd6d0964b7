"""Makes one conversation out of many mails, in Gmail, Outlook, Apple Mail and Thunderbird alike (RFC 5322 §3.6.4).

Every mail about a ticket to one person keeps the same subject, names the mail it answers by the Message-ID that
stands in their own mailbox, and refers to the same root; Gmail asks for subject and reference together.
"""

import re

from django.conf import settings
from django.db.models import F, Value

from channels.models import Letter, Outgoing
from channels.subjects import numbered

KEPT_AT_EACH_END = 10
# What a stranger's mail program calls a Message-ID, as far as it can stand in a header of ours.
NAMEABLE = re.compile(r"[!-;=?-~]{1,250}")


def threaded(ticket, to, subject):
    """What ties the next mail to `to` about `ticket` to the earlier ones: subject, in_reply_to, references."""
    chain = [f"<ticket.{ticket.number}@{settings.MAIL_DOMAIN}>"]
    talk = said(ticket, to)
    first = next((subject for _at, is_theirs, _pk, _mail_id, subject in talk if not is_theirs), None)
    # Up to their last words: what we wrote after them is no ancestor of this mail.
    last = max((place for place, mail in enumerate(talk) if mail[1]), default=len(talk) - 1)
    chain += [f"<{mail_id.strip('<>')}>" for _at, _is_theirs, _pk, mail_id, _subject in talk[: last + 1]]
    if len(chain) > 2 * KEPT_AT_EACH_END:
        chain = chain[:KEPT_AT_EACH_END] + chain[-KEPT_AT_EACH_END:]
    begun = first.removeprefix("Re: ") if first else numbered(ticket.number, subject)
    return {
        "subject": f"Re: {begun}" if talk else begun,
        "in_reply_to": chain[-1],
        "references": " ".join(chain),
    }


def said(ticket, to):
    """Every mail of a conversation, oldest first: (when, whether it came to us, pk, Message-ID, subject)."""
    ours = Outgoing.objects.of_thread(ticket, to).order_by()
    theirs = Letter.objects.filter(ticket=ticket, fate__in=[Letter.Fate.OPENED, Letter.Fate.ADDED])
    # A colleague's note by mail is not for them, not even by its name.
    theirs = theirs.exclude(message__is_internal=True)
    mails = ours.values_list("created_at", Value(False), "pk", "message_id", "subject").union(
        theirs.order_by().values_list("arrived_at", Value(True), F("pk"), "mail_id", "subject"), all=True
    )
    return sorted(mail for mail in mails if not mail[1] or NAMEABLE.fullmatch(mail[3]))
