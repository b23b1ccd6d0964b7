"""Mail that is too large to be taken in: its head becomes the ticket, and both sides are told."""

from django.conf import settings
from django.utils.translation import gettext as _

from channels.email.large_answers import tell_sender
from channels.email.reading.limits import MOST_BYTES
from core import numbers


def most_bytes():
    """The size of the largest mail that is taken in whole."""
    return min(settings.MAIL_MAX_BYTES, MOST_BYTES)


class TooLarge(Exception):  # noqa: N818  it is what is said of a mail, not of us
    """More bytes came than are taken in."""


def limited(pieces):
    """The same pieces; TooLarge as soon as they are more than is taken in."""
    most = most_bytes()
    for piece in pieces:
        most -= len(piece)
        if most < 0:
            raise TooLarge
        yield piece


def facts_of(letter):
    """Facts of the Opening of a ticket: who acknowledges it says that the mail was too large."""
    if letter.full_size is None:
        return {}
    return {"details": {"too_large": letter.full_size, "most": most_bytes()}}


def tell_both_sides(letter, message):
    """Write beside the words of a mail that was too large, which became a Message, where the rest of it is; whoever
    answered with it is told so, too."""
    if letter.full_size is None:
        return
    if message.ticket.opened_with is not message:
        tell_sender(letter, message, most_bytes())
    words = _(
        "This mail is too large (%(size)s, and at most %(most)s are taken), so only its sender and subject are here. "
        "All of it still lies on the mail server, in the mailbox %(mailbox)s."
    )
    facts = {
        "size": numbers.size(letter.full_size),
        "most": numbers.size(most_bytes()),
        "mailbox": letter.mailbox or "",
    }
    message.ticket.note(words % facts, by=None, is_plain=True)
