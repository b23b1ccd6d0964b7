"""What reports do: a delivery that failed, a complaint, a receipt. Believed only when it names a mail of ours that
nobody else can know (trust.md, MC21), else anybody could silence a customer."""

from channels import returned
from channels.email.known import named
from channels.email.reply_addresses import way_of
from channels.email.return_addresses import row_of
from channels.models import Letter, Outgoing
from channels.models.outgoing import Return
from channels.models.outgoing import ids_within as ids_in

Fate = Letter.Fate
# What counts most, where a report speaks of several addresses.
WEIGHT = [Return.DEAD, Return.POLICY, Return.OTHER, Return.FULL, returned.LATER]


def take_in(letter, mail):
    """Put the report as a line on the ticket of the mail it speaks of, or refuse it."""
    outgoing = mail_in_question(letter, mail)
    if outgoing is None:
        letter.settle(Fate.REFUSED, reason="report_unknown")
        return
    if mail.is_bounce:
        take_bounce(outgoing, letter, mail)
    elif mail.is_complaint:
        returned.complained(outgoing, letter=letter)
    else:
        returned.tell(outgoing, "receipt")
    letter.step("report", about=outgoing.message_id)
    letter.settle(Fate.NOTED, reason=kind_of(mail), ticket=outgoing.ticket)


def take_bounce(outgoing, letter, mail):
    """What it says of the address we wrote to counts; else the worst of what it says of those it was passed on to."""
    own = [one for one in mail.failed if one.address.lower() in ("", outgoing.to.lower())]
    natures = [
        returned.LATER if one.action == "delayed" else returned.nature_of(one.status, one.is_dead)
        for one in own or mail.failed
    ]
    nature = min(natures, key=WEIGHT.index, default=Return.OTHER)
    said = " ".join(filter(None, (one.status for one in own)))
    returned.take_back(outgoing, nature, said=said, is_own=bool(own), letter=letter)


def mail_in_question(letter, mail):
    """The Outgoing a report speaks of: by its own return address, by a Message-ID of ours inside of it, or by the
    address we gave for answers."""
    addresses = [letter.envelope_to, *(one.address for one in mail.to)]
    if row := row_of(addresses):
        return Outgoing.objects.filter(pk=row).first()
    sent = Outgoing.objects.filter(message_id__in=[*named(mail), *ids_within(mail)])
    if outgoing := sent.order_by("-pk").first():
        return outgoing
    way = next(filter(None, map(way_of, addresses)), None)
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
