"""Where every channel ends: words join the ticket they answer, or a new one is opened for them."""

from tickets.models import Group
from tickets.opening import Opening, open_ticket


def receive(incoming):
    """Let `incoming` become words on its ticket or a ticket of its own; returns the Message.

    What was solved is worked on again, unless it is mere thanks; after the desk's time for that has passed, a new
    ticket follows the old one.
    """
    if incoming.ticket is None:
        return _open(incoming)
    with incoming.ticket.holding() as ticket:
        return _hear(ticket, incoming)


def _hear(ticket, incoming):
    if incoming.is_quiet:
        return _said(ticket.note(incoming.words, by=incoming.person, is_silent=True, **_facts(incoming)))
    if ticket.group == Group.CLOSED and not (ticket.may_be_reopened or incoming.is_thanks):
        return _open(incoming, follows=ticket)
    event = ticket.reply(incoming.words, by=incoming.person, as_requester=True, **_facts(incoming))
    if ticket.group in (Group.RESOLVED, Group.CLOSED) and not incoming.is_thanks:
        ticket.reopen(by=incoming.person)
    return _said(event)


def _open(incoming, follows=None):
    ticket = open_ticket(
        Opening(
            requester=incoming.person,
            subject=incoming.subject,
            body=incoming.words,
            desk=incoming.desk,
            files=incoming.files,
            channel=incoming.channel,
            identity=incoming.identity,
            is_by_machine=incoming.is_by_machine,
            message={"is_plain": True, "doubts": incoming.doubts},
            follows=follows,
            **incoming.opening,
        )
    )
    return ticket.opened_with


def _facts(incoming):
    return {
        "files": incoming.files,
        "channel": incoming.channel,
        "is_plain": True,
        "doubts": incoming.doubts,
    }


def _said(event):
    return event.message
