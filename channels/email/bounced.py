"""What reports do: a delivery that failed, a complaint, a receipt. Believed only when it names a mail of ours that
nobody else can know (trust.md, MC21), else anybody could silence a customer."""

from channels.email.reply_addresses import way_of
from channels.email.threading import named
from channels.models import Letter, Outgoing
from channels.models.outgoing import ids_within as ids_in
from channels.subjects import one_line

Fate = Letter.Fate


def take_in(letter, mail):
    """Put the report as a line on the ticket of the mail it speaks of, or refuse it."""
    outgoing = mail_in_question(letter, mail)
    if outgoing is None:
        letter.settle(Fate.REFUSED, reason="report_unknown")
        return
    is_refused = any(one.is_dead or one.status.startswith("5") for one in mail.failed)
    note_report(outgoing, kind_of(mail), is_final=is_refused)
    letter.step("report", about=outgoing.message_id)
    letter.settle(Fate.NOTED, reason=kind_of(mail), ticket=outgoing.ticket)


def note_report(outgoing, kind, *, is_final, words=""):
    """Note what became of a mail that had gone: `kind` is bounce, complaint or receipt, `is_final` that it never
    arrives, `words` what the other server said."""
    if kind == "bounce" and is_final and outgoing.ticket and outgoing.is_answer:
        outgoing.ticket.note_undelivered(outgoing.event.message, to=outgoing.to)
    if words:
        outgoing.answer = one_line(f"{outgoing.answer}; {words}")[:1000]
        outgoing.save(update_fields=["answer"])


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
