"""Knows a machine that does not say it is one: by what it answers, how fast, and by saying the same again."""

import re
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from channels.brakes import MOST_ECHOES, echoes
from channels.email.known import named
from channels.email.late_echoes import late_echo, says_it_arrived, sent_before
from channels.email.return_addresses import row_of
from channels.email.threading import Thread
from channels.models import Outgoing
from tickets.models import Group, Ticket

# Nobody reads a mail, writes an answer and sends it within this time.
SWIFT = timedelta(seconds=20)
# Something new from an address within this time after an automatic answer to it: that answer has set it off.
ECHO = timedelta(minutes=2)
AN_HOUR = timedelta(hours=1)
# Dates of mails have whole seconds.
A_TICK = timedelta(seconds=2)
FINISHED = (Group.RESOLVED, Group.CLOSED)
SHORTEST_REPEATED, MOST_LOOKED_AT = 60, 10


def is_machine(letter, mail, ticket, person, known):
    """Whether an answer on `ticket` was written by no person, though it does not say so."""
    addresses = [letter.envelope_to, *(one.address for one in mail.to)]
    is_swift = known.was_answered_by_machine(person.email) and _is_swift(letter, mail, ticket, person)
    return (
        bool(row_of(addresses))
        or is_swift
        or _repeats(mail, ticket, person)
        or _acknowledges(letter, mail, ticket, person)
    )


def must_not_be_answered(mail, known):
    """Whether a machine must not answer, beyond what the mail says itself: it comes from this very house."""
    is_of_house = mail.message_id.strip("<> ").lower().endswith(f"@{settings.MAIL_DOMAIN}".lower())
    return is_of_house or known.is_ours(mail.sender.address)


def thread_of_return(letter, mail, known):
    """The Thread of a mail that came to a return address, as absence notes do (RFC 3834 §4), or None."""
    row = row_of([letter.envelope_to, *(one.address for one in mail.to)])
    sent = row and Outgoing.objects.filter(pk=row).exclude(ticket=None).first()
    return sent and Thread(known.place(sent.ticket_id), "return address", sent.recipient_id)


def thread_of_echo(letter, mail, sender, known):
    """The Thread of a mail that answers nothing, but was set off by an automatic mail of ours, or None."""
    if sender is None or named(mail):
        return None
    if known.was_answered_by_machine(sender.email) and (sent := _set_off_at_once(letter, mail, sender)):
        return Thread(known.place(sent.ticket_id), "echo")
    sent = late_echo(letter, mail, sender)
    return sent and Thread(known.place(sent.ticket_id), "late echo")


def _set_off_at_once(letter, mail, sender):
    ours = Outgoing.objects.automatic_to(sender.email).filter(
        sent_at__gte=letter.arrived_at - AN_HOUR,
        sent_at__lte=letter.arrived_at,
        ticket__in=Ticket.objects.answerable_by(sender),
    )
    sent = ours.order_by("-pk").first()
    if sent is None or _was_under_way(mail, sent):
        return None
    is_echo = sent.is_reply_of_machine and sent.sent_at >= letter.arrived_at - ECHO
    return sent if is_echo or echoes(sender.email) >= MOST_ECHOES else None


def _is_swift(letter, mail, ticket, person):
    ours = Outgoing.objects.automatic_to(person.email).filter(
        ticket=ticket, sent_at__gte=letter.arrived_at - SWIFT, sent_at__lte=letter.arrived_at
    )
    sent = ours.order_by("-pk").first()
    # What answers an earlier mail, or was on its way already, has merely crossed ours.
    ids = named(mail)
    return sent is not None and not _was_under_way(mail, sent) and (not ids or ids[0] == sent.message_id)


def _acknowledges(letter, mail, ticket, person):
    """Whether another helpdesk says on a finished ticket that an automatic mail of ours has arrived there, and names
    none. On one that is worked on it is heard, since a person may have put a word to it."""
    if ticket.group not in FINISHED:
        return False
    return not named(mail) and says_it_arrived(mail) and sent_before(letter, person).exists()


def _repeats(mail, ticket, person):
    """Whether it says on a finished ticket what they have said there before, but for numbers."""
    words = _bare(mail.reply or mail.text)
    if ticket.group not in FINISHED or len(words) < SHORTEST_REPEATED:
        return False
    earlier = ticket.messages.filter(author=person).order_by("-pk")[:MOST_LOOKED_AT]
    return any(_bare(message.body) == words for message in earlier)


def _bare(words):
    return re.sub(r"[\W\d_]+", "", words).casefold()


def _was_under_way(mail, sent):
    if mail.date is None:
        return False
    written = mail.date if timezone.is_aware(mail.date) else timezone.make_aware(mail.date)
    return written < sent.sent_at - A_TICK
