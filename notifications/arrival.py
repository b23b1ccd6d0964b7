"""By which mailbox a ticket came in, how it answers there, and who stands behind it."""

from django.db.models import F

from channels.models import Letter
from core.together import asked_together
from tickets.models import Channel, Event, Identity


def mailbox_of(ticket):
    """The Mailbox whose mail `ticket` began with, asked for once; None for all other doors."""
    if not hasattr(ticket, "came_to_mailbox"):
        ticket.came_to_mailbox = _mailboxes(ticket) if ticket.channel == Channel.EMAIL else None
    return ticket.came_to_mailbox


@asked_together
def _mailboxes(tickets):
    began = Letter.objects.filter(ticket__in=tickets, fate=Letter.Fate.OPENED).select_related("mailbox")
    # Written one after the other: of several the first one stays.
    found = {letter.ticket_id: letter.mailbox for letter in began.only("ticket", "mailbox").order_by("-pk")}
    return {ticket.pk: found.get(ticket.pk) for ticket in tickets}


def is_acknowledged(ticket):
    """Whether the one who asked hears from us that it has arrived."""
    mailbox = mailbox_of(ticket)
    return mailbox is None or mailbox.has_auto_reply


def is_proven(ticket):
    """Whether the requester themself stands behind this ticket, or an agent who opened it for them.

    An address that somebody merely typed into a form gets few mails and none of that person's words (MC20).
    """
    return ticket.identity >= Identity.SIGNED_IN or _was_opened_for_them(ticket)


@asked_together
def _was_opened_for_them(tickets):
    opened = Event.objects.filter(ticket__in=tickets, kind=Event.Kind.OPENED).exclude(actor=None)
    others = set(opened.exclude(actor=F("ticket__requester")).order_by().values_list("ticket", flat=True))
    return {ticket.pk: ticket.pk in others for ticket in tickets}
