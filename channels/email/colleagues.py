"""Mail of those who work here: answers to notices by their own mail program, and what they pass on of others.

Rights never follow from a header (trust.md, MC17). Somebody acts here by mail only if our own server vouches for the
address (DMARC), the mail answers one of ours to this very person, and they may still work on its ticket. What falls
short of that is put aside, and done by nobody.
"""

from accounts.directory import introduce
from accounts.models import Desk
from channels.email.copies import is_address, is_ours
from channels.email.orders import Refused, carry_out
from channels.email.sent_back import send_back
from channels.email.verification import SERVICES
from channels.models import Letter
from tickets.models import Channel, Doubt, Identity, Ticket
from tickets.opening import Opening, open_ticket

Fate = Letter.Fate
# Ways to a ticket that only those know whom we wrote to.
PROVING = {"address", "our Message-ID"}


def take_in(letter, mail, agent, thread, *, own_desk, take_files):
    """Settle the Letter of somebody who works here; False when it is to be taken as everybody else's.

    `own_desk` is the Desk of a new ticket, or None; `take_files(mail, person)` keeps its files.
    """
    if not agent.is_agent or mail.dmarc_verdict != "pass":
        return put_aside(letter, "colleague", thread)
    if thread is None:
        return pass_on(letter, mail, agent, own_desk, take_files)
    here = Ticket.objects.filter(pk=thread.ticket.pk)
    works_here = here.worked_by(agent).exists()
    if works_here and thread.how in PROVING and thread.person == agent.pk:
        return answer(letter, mail, agent, thread, take_files)
    if here.answerable_by(agent).exists():
        # Where they ask themselves they write as everybody does.
        return False
    return put_aside(letter, "colleague_token" if works_here else "colleague_rights", thread)


def put_aside(letter, reason, thread):
    letter.settle(Fate.QUARANTINED, reason=reason, ticket=thread and thread.ticket)
    return True


def answer(letter, mail, agent, thread, take_files):
    """Do what an agent's answer to one of our mails asks for, or say to them why not."""
    ticket = thread.ticket
    letter.step("thread", how=thread.how, ticket=ticket.number)
    if mail.is_auto:
        # An absence note must not reach who asked, and tells colleagues nothing about the ticket.
        letter.settle(Fate.REFUSED, reason="colleague_away", ticket=ticket)
        return True
    try:
        message, left_out = carry_out(mail, agent, ticket, take_files)
    except Refused as refusal:
        send_back(ticket, agent, refusal)
        return put_aside(letter, "not_understood", thread)
    if left_out:
        letter.step("left out", files=left_out)
    letter.settle(Fate.ADDED, ticket=ticket, message=message)
    return True


def pass_on(letter, mail, agent, desk, take_files):
    """Open a ticket for whoever wrote the mail that an agent of this desk forwards; what they say of it is a note."""
    first = mail.forwarded and mail.forwarded.sender
    if not first or not is_address(first.address) or first.address.lower() == agent.email:
        return False
    works_here = desk and Desk.objects.worked_by(agent).filter(pk=desk.pk).exists()
    if not works_here or is_ours(first.address):
        return False
    files, left_out = take_files(mail, agent)
    ticket = open_ticket(opening_of(mail, agent, desk, files))
    if comment := mail.forwarded.comment.strip():
        ticket.note(comment, by=agent, channel=Channel.EMAIL, is_plain=True, is_silent=True)
    if left_out:
        letter.step("left out", files=left_out)
    letter.step("passed on", sender=first.address)
    letter.settle(Fate.OPENED, ticket=ticket, message=ticket.messages.first())
    return True


def opening_of(mail, agent, desk, files):
    """The Opening of a ticket that `agent` brings for somebody else. Nothing proves that they have written it."""
    forwarded = mail.forwarded
    subject = (forwarded.subject or mail.subject).strip()[:200] or "(–)"
    return Opening(
        requester=introduce(forwarded.sender.address, name=forwarded.sender.name),
        subject=subject,
        body=forwarded.text.strip()[:100_000] or subject,
        by=agent,
        desk=desk,
        files=files,
        channel=Channel.EMAIL,
        identity=Identity.NONE,
        is_by_machine=bool(SERVICES.match(forwarded.sender.address)),
        message={"is_plain": True, "doubts": [Doubt.UNPROVEN]},
    )
