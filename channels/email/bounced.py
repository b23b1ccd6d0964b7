"""What reports do: a delivery that failed, a complaint, a receipt. Believed only when it names a mail of ours that
nobody else can know (trust.md, MC21), else anybody could silence a customer."""

from channels.email.known import named
from channels.email.reply_addresses import way_of
from channels.models import Letter, Outgoing
from channels.models.outgoing import ids_within as ids_in

Fate = Letter.Fate


def take_in(letter, mail):
    """Put the report as a line on the ticket of the mail it speaks of, or refuse it."""
    outgoing = mail_in_question(letter, mail)
    if outgoing is None:
        letter.settle(Fate.REFUSED, reason="report_unknown")
        return
    ticket, event = outgoing.ticket, outgoing.event
    is_refused = mail.is_bounce and any(one.is_dead or one.status.startswith("5") for one in mail.failed)
    if is_refused and ticket and outgoing.is_answer:
        ticket.note_undelivered(event.message, to=outgoing.to)
    letter.step("report", about=outgoing.message_id)
    letter.settle(Fate.NOTED, reason=kind_of(mail), ticket=ticket)


def mail_in_question(letter, mail):
    """The Outgoing a report speaks of, by its own return address or by a Message-ID of ours inside of it."""
    sent = Outgoing.objects.filter(message_id__in=[*named(mail), *ids_within(mail)])
    if outgoing := sent.order_by("-pk").first():
        return outgoing
    way = way_of(letter.envelope_to) or next(filter(None, (way_of(one.address) for one in mail.to)), None)
    to_them = way and Outgoing.objects.filter(ticket__number=way.number, recipient=way.person)
    return to_them.order_by("-pk").first() if way else None


def ids_within(mail):
    """Message-IDs of ours that stand in the text or in an attached mail of the report."""
    texts = [mail.text, *(one.content[:65536].decode("latin-1") for one in mail.attachments)]
    return [found for text in texts for found in ids_in(text)][:50]


def kind_of(mail):
    if mail.is_bounce:
        return "bounce"
    return "complaint" if mail.is_complaint else "receipt"
