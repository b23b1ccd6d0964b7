"""Tells whoever answers with too large a mail that only its head came, as the acknowledgement tells those who begin.

Once a day for an address and ticket, and never to a machine (RFC 3834 §2).
"""

from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from channels.email.known import Known
from channels.email.loops import must_not_be_answered
from channels.email.reading.apart import read_apart
from channels.email.senders import may_be_believed
from channels.models import Outgoing
from channels.outbox import post
from core import numbers
from tickets.models import Doubt

KIND = "too_large"
A_DAY = timedelta(days=1)


def tell_sender(letter, message, most):
    """Tell the author of a Message, whose mail was larger than `most` bytes. A stranger to its ticket hears nothing
    that stands there."""
    person, ticket = message.author, message.ticket
    is_stranger = Doubt.STRANGER in message.doubts
    told_of = None if is_stranger else ticket
    if message.is_internal or not _may_be_told(letter, person, told_of):
        return
    with translation.override(person.language):
        words = _(
            "Your mail was too large for us (%(size)s; we take at most %(most)s), so we have only its subject: "
            "please send the rest in smaller parts."
        )
        facts = {"size": numbers.size(letter.full_size), "most": numbers.size(most)}
        post(
            to=person.email,
            kind=KIND,
            subject=letter.subject if is_stranger else ticket.subject,
            text=words % facts + "\n",
            ticket=told_of,
            recipient=person,
            mailbox=letter.mailbox if is_stranger else None,
            is_sealed=ticket.desk.is_walled,
        )


def _may_be_told(letter, person, ticket):
    lately = Outgoing.objects.filter(
        to=person.email, kind=KIND, ticket=ticket, created_at__gte=timezone.now() - A_DAY
    )
    is_mute = letter.mailbox is not None and not letter.mailbox.has_auto_reply
    if is_mute or letter.envelope_from == "" or lately.exists():
        return False
    with letter.raw.open() as head:
        mail = read_apart(head).mail
    if mail is None or mail.sender is None or mail.no_auto_reply or not may_be_believed(mail):
        return False
    return not must_not_be_answered(mail, Known([(letter, mail)]))
