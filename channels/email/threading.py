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
        _by_ways("address", known.ways(letter), known)
        or _by_references(mail, known)
        or _by_ways("quoted address", _quoted(mail), known)
        or _by_own_mail(mail, sender, known)
        or _by_mail_to_them(mail, known)
        or _by_number(mail, sender, known)
    )


def _by_ways(how, ways, known):
    for way in ways:
        ticket = known.numbered(way.number)
        if ticket is not None:
            return Thread(ticket, how, way.person)
    return None


def _quoted(mail):
    """The genuine Ways among the words of a mail."""
    found = TOKEN.finditer(f"{mail.text}\n{mail.html}".lower())
    return filter(None, (way_of(one[0]) for one in found))


def _by_references(mail, known):
    rows = filter(None, map(known.ours, named(mail)))
    row = next((row for row in rows if row.ticket_id), None)
    return row and Thread(known.place(row.ticket_id), "our Message-ID", row.recipient_id)


def _by_own_mail(mail, sender, known):
    if sender is None:
        return None
    theirs = [pk for pk in _tickets_of_named(mail, known) if known.may_answer(pk, sender)]
    return Thread(known.place(max(theirs)), "their own Message-ID") if theirs else None


def _by_mail_to_them(mail, known):
    """Of somebody whom an agent has not let in yet: good for adding words, never for reading any."""
    tickets = _tickets_of_named(mail, known)
    if not tickets or not may_be_believed(mail):
        return None
    asked_about = Addressed.objects.undecided().filter(
        # After a merge the question stands at the ticket that the other went into.
        address=mail.sender.address.lower(),
        message__ticket__in=tickets,
    )
    found = asked_about.order_by("-ticket").first()
    return found and Thread(known.place(found.ticket_id), "a mail to them")


def _tickets_of_named(mail, known):
    ids = [one.strip("<>") for one in named(mail)]
    return {ticket for mail_id in ids for _pk, _hash, _fate, ticket in known.earlier(mail_id) if ticket}


def _by_number(mail, sender, known):
    # Another helpdesk puts a number of its own before ours.
    numbers = [int(number) for number in NUMBER.findall(mail.subject)]
    if sender is None or not numbers:
        return None
    theirs = Ticket.objects.answerable_by(sender).filter(number__in=numbers)
    found = theirs.order_by("-pk").values_list("pk", flat=True).first()
    return found and Thread(known.place(found), "number")
