"""The story of a second matter in a conversation: it becomes a ticket of its own."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tickets.models import Event, Identity, Link, Ticket
from tickets.opening import Opening, open_ticket


def split_off_before(message):
    """The ticket that `message` was split off to already, or None."""
    event = message.ticket.events.filter(kind=Event.Kind.SPLIT, details__about=message.pk).last()
    return event and Ticket.objects.filter(number=event.details["number"]).first()


@transaction.atomic
def split_off(message, *, subject, by, category=None):
    """Open a ticket with the words and files of `message`, which stay where they are, too; returns it.

    It is asked by who wrote them, and counts from when they did. ValidationError for what is no word of the
    requester's side: notes and answers stay where they are. A second press returns the same ticket.
    """
    source = message.ticket
    source.hold()
    if not message.is_from_requester:
        raise ValidationError(_("Only what the requester's side wrote can become a ticket."))
    if former := split_off_before(message):
        return former
    ticket = open_ticket(
        Opening(
            requester=message.author or source.requester,
            subject=subject,
            body=message.body,
            desk=source.desk,
            category=category,
            files=[_again(file) for file in message.attachments.all()],
            channel=message.channel,
            source_ip=source.source_ip,
            contract_number=source.contract.number if source.contract else "",
            organization=source.organization,
            department=source.department,
            is_signed_in=source.identity >= Identity.SIGNED_IN,
            since=message.created_at,
        )
    )
    Link.objects.create(source=ticket, target=source, kind=Link.Kind.SPLIT)
    ticket.record(Event.Kind.LINKED, by=by, relation=Link.Kind.SPLIT, number=source.number)
    source.record(Event.Kind.SPLIT, by=by, number=ticket.number, about=message.pk)
    return ticket


def _again(file):
    """A loose row for the same content, which lies where it is by its digest."""
    file.pk, file.key, file.message, file._state.adding = None, uuid.uuid4(), None, True
    file.save()
    return file
