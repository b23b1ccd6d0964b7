"""Which ticket a mail answers, asked of what only those know whom we wrote to; never of the subject's words."""

import re
from dataclasses import dataclass

from channels.email.reply_addresses import TOKEN, way_of
from channels.models import Letter, Outgoing
from tickets.models import Ticket

NUMBER = re.compile(r"\[#(\d{1,18})\]")
MOST_REFERENCES = 50


@dataclass(frozen=True)
class Thread:
    """The ticket a mail answers. `person` is the id of whom we wrote to, when a mail of ours proves that."""

    ticket: Ticket
    how: str
    person: int | None = None


def thread_of(mail, letter, sender):
    """The Thread a mail belongs to, or None. `sender` is the User it says it is from, or None.

    In this order: a genuine reply address, a Message-ID of ours (newest first), a genuine address quoted in the text,
    a Message-ID of their own on a ticket they have a part in, and the number in the subject, for those alone.
    """
    return (
        _by_address(mail, letter)
        or _by_references(mail)
        or _by_quoted_address(mail)
        or _by_own_mail(mail, sender)
        or _by_number(mail, sender)
    )


def _by_address(mail, letter):
    addresses = [letter.envelope_to, *(one.address for one in [*mail.to, *mail.cc])]
    return _by_way("address", addresses)


def _by_quoted_address(mail):
    return _by_way(
        "quoted address", (found[0] for found in TOKEN.finditer(f"{mail.text}\n{mail.html}".lower()))
    )


def _by_way(how, texts):
    for way in filter(None, map(way_of, texts)):
        ticket = Ticket.objects.filter(number=way.number).first()
        if ticket is not None:
            return Thread(ticket, how, way.person)
    return None


def _by_references(mail):
    ids = named(mail)
    found = {row.message_id: row for row in Outgoing.objects.filter(message_id__in=ids).exclude(ticket=None)}
    row = next((found[one] for one in ids if one in found), None)
    return row and Thread(row.ticket, "our Message-ID", row.recipient_id)


def _by_own_mail(mail, sender):
    if sender is None:
        return None
    theirs = (
        Letter.objects.filter(mail_id__in=[one.strip("<>") for one in named(mail)])
        .exclude(ticket=None)
        .order_by("-pk")
    )
    tickets = Ticket.objects.answerable_by(sender).filter(pk__in=theirs.values("ticket"))
    ticket = tickets.order_by("-pk").first()
    return ticket and Thread(ticket, "their own Message-ID")


def _by_number(mail, sender):
    # Another helpdesk puts a number of its own before ours.
    numbers = [int(number) for number in NUMBER.findall(mail.subject)]
    if sender is None or not numbers:
        return None
    ticket = Ticket.objects.answerable_by(sender).filter(number__in=numbers).order_by("-pk").first()
    return ticket and Thread(ticket, "number")


def named(mail):
    """The Message-IDs a mail refers to, newest first, each in angle brackets."""
    ids = [*mail.in_reply_to, *reversed(mail.references)]
    return [f"<{one.strip('<> ')}>" for one in dict.fromkeys(ids)][:MOST_REFERENCES]
