"""Makes one conversation out of many mails, in Gmail, Outlook, Apple Mail and Thunderbird alike (RFC 5322 §3.6.4).

Every mail about a ticket to one person keeps the same subject, names the mail it answers by the Message-ID that
stands in their own mailbox, and refers to the same root; Gmail asks for subject and reference together.
"""

import re
from collections import defaultdict
from math import inf

from django.conf import settings
from django.db.models import F, Value

from channels.models import Letter, Outgoing
from channels.subjects import numbered

KEPT_AT_EACH_END = 10
# What a stranger's mail program calls a Message-ID, as far as it can stand in a header of ours.
NAMEABLE = re.compile(r"[!-;=?-~]{1,250}")


def tie(rows):
    """Give each of `rows` about a ticket, which are about to be written in this order, what ties it to the mails
    before it: subject, in_reply_to, references."""
    talks = said([row for row in rows if row.ticket])
    for row in rows:
        if row.ticket:
            talk = talks[row.ticket.pk, row.to]
            _tie(row, talk)
            talk.append((row.created_at, False, inf, row.message_id, row.subject))
            talk.sort(key=_age)


def _tie(row, talk):
    chain = [f"<ticket.{row.ticket.number}@{settings.MAIL_DOMAIN}>"]
    first = next((subject for _at, is_theirs, _pk, _mail_id, subject in talk if not is_theirs), None)
    # Up to their last words: what we wrote after them is no ancestor of this mail.
    last = max((place for place, mail in enumerate(talk) if mail[1]), default=len(talk) - 1)
    chain += [f"<{mail_id.strip('<>')}>" for _at, _is_theirs, _pk, mail_id, _subject in talk[: last + 1]]
    if len(chain) > 2 * KEPT_AT_EACH_END:
        chain = chain[:KEPT_AT_EACH_END] + chain[-KEPT_AT_EACH_END:]
    begun = first.removeprefix("Re: ") if first else numbered(row.ticket.number, row.subject)
    row.subject = f"Re: {begun}" if talk else begun
    row.in_reply_to, row.references = chain[-1], " ".join(chain)


def said(rows):
    """{(id of a ticket, address): every mail of this conversation, oldest first: (when, whether it came to us, pk,
    Message-ID, subject)} for the conversations that `rows` belong to."""
    talks = {(row.ticket.pk, row.to): [] for row in rows}
    if not talks:
        return talks
    tickets, addresses = {ticket for ticket, _to in talks}, {to for _ticket, to in talks}
    ours = Outgoing.objects.filter(ticket__in=tickets, to__in=addresses)
    theirs = Letter.objects.filter(ticket__in=tickets, fate__in=[Letter.Fate.OPENED, Letter.Fate.ADDED])
    # A colleague's note by mail is not for them, not even by its name.
    theirs = theirs.exclude(message__is_internal=True)
    mails = ours.order_by().values_list(
        "created_at", Value(False), "pk", "message_id", "subject", "ticket", "to"
    )
    heard = defaultdict(list)
    for *mail, ticket, to in mails.union(
        theirs.order_by().values_list(
            "arrived_at", Value(True), F("pk"), "mail_id", "subject", "ticket", Value("")
        ),
        all=True,
    ):
        if to:
            if (ticket, to) in talks:
                talks[ticket, to].append(tuple(mail))
        elif NAMEABLE.fullmatch(mail[3]):
            heard[ticket].append(tuple(mail))
    return {(ticket, to): sorted([*talk, *heard[ticket]], key=_age) for (ticket, to), talk in talks.items()}


def _age(mail):
    return mail[:3]
