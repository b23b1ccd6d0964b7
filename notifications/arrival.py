"""By which mailbox a ticket came in, and how it answers there."""

from channels.models import Letter
from tickets.models import Channel


def mailbox_of(ticket):
    """The Mailbox whose mail `ticket` began with, asked for once; None for all other doors."""
    if not hasattr(ticket, "came_to_mailbox"):
        began = Letter.objects.filter(ticket=ticket, fate=Letter.Fate.OPENED).select_related("mailbox")
        letter = began.order_by("pk").first() if ticket.channel == Channel.EMAIL else None
        ticket.came_to_mailbox = letter and letter.mailbox
    return ticket.came_to_mailbox


def is_acknowledged(ticket):
    """Whether the one who asked hears from us that it has arrived."""
    mailbox = mailbox_of(ticket)
    return mailbox is None or mailbox.has_auto_reply
