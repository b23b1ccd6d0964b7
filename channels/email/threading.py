"""Which ticket a mail answers, asked of what only those know whom we wrote to; never of the subject's words."""

import re
from dataclasses import dataclass

from channels.email.known import named
from channels.email.reply_addresses import TOKEN, way_of
from channels.email.senders import may_be_believed
from tickets.models import Addressed, Ticket

NUMBER = re.compile(r"\[#(\d{1,18})\]")


@dataclass(frozen=True)
class Thread:
    """The ticket a mail answers. `person` is the id of whom we wrote to, when a mail of ours proves that."""

    ticket: Ticket
    how: str
    person: int | None = None


def thread_of(mail, letter, sender, known):
    """The Thread a mail belongs to, or None. `sender` is the User it says it is from, or None; `known` what the
    house knows about it (Known).

    In this order: a genuine reply address, a Message-ID of ours (newest first), a genuine address quoted in the text,
    a Message-ID of their own on a ticket they have a part in, one of a mail that was also addressed to them, and the
    number in the subject, for those with a part alone.
    """
    return (
        _by_address(mail, letter)
        or _by_references(mail, known)
        or _by_quoted_address(mail)
        or _by_own_mail(mail, sender, known)
        or _by_mail_to_them(mail, known)
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
        ticket = Ticket.objects.filter(number=way.number).select_related("desk").first()
        if ticket is not None:
            return Thread(ticket, how, way.person)
    return None


def _by_references(mail, known):
    rows = filter(None, map(known.ours, named(mail)))
    row = next((row for row in rows if row.ticket_id), None)
    return row and Thread(row.ticket, "our Message-ID", row.recipient_id)


def _by_own_mail(mail, sender, known):
    theirs = _tickets_of_named(mail, known)
    if sender is None or not theirs:
        return None
    tickets = Ticket.objects.answerable_by(sender).filter(pk__in=theirs)
    ticket = tickets.select_related("desk").order_by("-pk").first()
    return ticket and Thread(ticket, "their own Message-ID")


def _by_mail_to_them(mail, known):
    """Of somebody whom an agent has not let in yet: good for adding words, never for reading any."""
    tickets = _tickets_of_named(mail, known)
    if not tickets or not may_be_believed(mail):
        return None
    asked_about = Addressed.objects.undecided().filter(
        address=mail.sender.address.lower(), ticket__in=tickets
    )
    found = asked_about.select_related("ticket").order_by("-ticket").first()
    return found and Thread(found.ticket, "a mail to them")


def _tickets_of_named(mail, known):
    ids = [one.strip("<>") for one in named(mail)]
    return {ticket for mail_id in ids for _pk, _hash, _fate, ticket in known.earlier(mail_id) if ticket}


def _by_number(mail, sender):
    # Another helpdesk puts a number of its own before ours.
    numbers = [int(number) for number in NUMBER.findall(mail.subject)]
    if sender is None or not numbers:
        return None
    ticket = Ticket.objects.answerable_by(sender).filter(number__in=numbers).order_by("-pk").first()
    return ticket and Thread(ticket, "number")
