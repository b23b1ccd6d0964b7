"""Decides what becomes of one letter that was read: each question has an answer, and each answer is on its row."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from accounts.directory import introduce
from accounts.models import Desk, User
from accounts.roles import STAFF
from channels import reception
from channels.email import bounced, colleagues, threading
from channels.email.copies import ask_about_others
from channels.email.senders import doubts_about, identity_of, may_be_believed, unveiled
from channels.email.thanks import is_thanks
from channels.email.verification import is_key
from channels.incoming import Incoming
from channels.models import Letter, Outgoing
from core.limits import hold
from tickets.models import Channel, Doubt
from tickets.uploads import receive_upload

Fate = Letter.Fate
LONGEST_BODY = 100_000
MOST_FILES = 50
NO_SUBJECT = "(–)"


@transaction.atomic
def sort(letter, mail):
    """Let the Letter, read as `mail`, become words on a ticket, a new one, a line on one, or a refusal with its
    reason. All of it in one transaction, with everything that follows."""
    mail = unveiled(mail)
    note_facts(letter, mail)
    # Two workers with the same mail from two mailboxes: the second sees what the first made of it.
    hold(f"letter:{letter.content_hash}")
    for question in (is_our_own, is_double, is_report, has_no_sender):
        if question(letter, mail):
            return
    answer(letter, mail)


def note_facts(letter, mail):
    """Keep what people search for when they ask where a mail went."""
    letter.sender = mail.sender.address[:320] if mail.sender else ""
    letter.subject, letter.mail_id = mail.subject[:300], mail.message_id.strip("<> ")[:998]
    said = [letter.sender, mail.subject, mail.message_id, str(mail.date), mail.text, mail.html]
    files = [hashlib.sha256(one.content).hexdigest() for one in mail.attachments]
    letter.content_hash = hashlib.sha256("\x00".join([*said, *files]).encode()).hexdigest()
    letter.step("read", oddities=mail.oddities[:20])


def is_our_own(letter, mail):
    """A mail that we have sent came back to us."""
    ids = [f"<{mail.message_id.strip('<> ')}>"]
    if not mail.message_id or not Outgoing.objects.filter(message_id__in=ids).exists():
        return False
    letter.settle(Fate.REFUSED, reason="own")
    return True


def is_double(letter, mail):
    """The same words from the same sender are here already; by another mailbox, too."""
    earlier = Letter.objects.filter(mail_id=letter.mail_id, content_hash=letter.content_hash)
    first = (
        earlier.exclude(pk=letter.pk)
        .exclude(fate__in=[Fate.WAITING, Fate.QUARANTINED])
        .order_by("pk")
        .first()
    )
    if first is None or not letter.mail_id:
        return False
    letter.settle(Fate.DOUBLE, reason="double", ticket=first.ticket)
    return True


def is_report(letter, mail):
    """A delivery report, a complaint or a receipt: a line on the ticket of the mail it speaks of, never a ticket."""
    if not (mail.is_bounce or mail.is_complaint or mail.is_receipt):
        return False
    bounced.take_in(letter, mail)
    return True


def has_no_sender(letter, mail):
    """Nobody could ever be answered."""
    if mail.sender and mail.sender.address:
        return False
    letter.settle(Fate.QUARANTINED, reason="no_sender")
    return True


def answer(letter, mail):
    """Let the words join their ticket, or open one."""
    sender = User.objects.filter(email=mail.sender.address.lower()).first()
    believed = sender if may_be_believed(mail) else None
    thread = threading.thread_of(mail, letter, believed)
    ticket = thread and thread.ticket
    if sender and sender.role in STAFF:
        doors = {"desk_of": desk_of, "take_files": taken_files}
        if colleagues.take_in(letter, mail, sender, thread, **doors):
            return
    is_for_agents = is_key(mail, sender, thread)
    if is_for_agents and thread is None:
        letter.settle(Fate.QUARANTINED, reason="key")
        return
    person = sender or introduce(mail.sender.address, name=mail.sender.name)
    place = ticket and ticket.place_to_talk(person)
    desk = place.desk if place else desk_of(letter)
    if desk is None:
        letter.settle(Fate.QUARANTINED, reason="no_desk")
        return
    files, left_out = taken_files(mail, person)
    incoming = Incoming(
        person=person,
        words=words_of(mail, None if is_for_agents else place),
        subject=mail.subject.strip()[:200] or NO_SUBJECT,
        channel=Channel.EMAIL,
        desk=desk,
        ticket=place,
        files=files,
        identity=identity_of(mail),
        doubts=doubts_about(mail, person, thread),
        is_by_machine=mail.no_auto_reply,
        is_quiet=bool(place) and (mail.is_auto or is_for_agents),
        is_thanks=is_thanks(mail.reply or mail.text),
    )
    if is_for_agents:
        incoming.doubts.append(Doubt.KEY)
        letter.step("key")
    message = reception.receive(incoming)
    ask_about_others(letter, mail, message)
    settle(letter, thread, message, place, left_out)


def settle(letter, thread, message, place, left_out):
    if left_out:
        letter.step("left out", files=left_out)
    if thread:
        letter.step("thread", how=thread.how, ticket=thread.ticket.number)
    fate = Fate.OPENED if place is None or message.ticket_id != place.pk else Fate.ADDED
    letter.settle(Fate.NOTED if message.is_internal else fate, ticket=message.ticket, message=message)


def words_of(mail, ticket):
    """What is shown of it: of an answer what was written now, of a new mail all of it."""
    words = (mail.reply if ticket else "") or mail.text or mail.reply
    return words.strip()[:LONGEST_BODY] or mail.subject or NO_SUBJECT


def desk_of(letter):
    """Where a new ticket goes: to the desk of its mailbox, else to the only one there is."""
    if letter.mailbox and letter.mailbox.desk:
        return letter.mailbox.desk
    return Desk.objects.in_use().order_by("pk").first()


def taken_files(mail, person):
    """(Attachments, names of those that are not taken here). They stay in the raw mail."""
    taken, left_out = [], []
    for one in mail.attachments[:MOST_FILES]:
        try:
            taken.append(receive_upload(ContentFile(one.content, name=one.name or "file"), person))
        except ValidationError as refusal:
            left_out.append([one.name, refusal.code])
    left_out += [[one.name, "too_many"] for one in mail.attachments[MOST_FILES:]]
    return taken, left_out
