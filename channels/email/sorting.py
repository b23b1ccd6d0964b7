"""Decides what becomes of one letter that was read: each question has an answer, and each answer is on its row."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from accounts.roles import STAFF
from channels import reception
from channels.email import bounced, colleagues, large, loops, rules, threading
from channels.email.copies import ask_about_others
from channels.email.keeping import keep_body, pictures_of
from channels.email.known import Known, bracketed
from channels.email.senders import doubts_about, identity_of, may_be_believed, unveiled
from channels.email.thanks import is_thanks
from channels.email.verification import is_key
from channels.incoming import Incoming
from channels.models import Letter
from core import gathered
from core.failpoints import reach
from tickets.models import Channel, Doubt, Ticket
from tickets.uploads import receive_upload

Fate = Letter.Fate
LONGEST_BODY = 100_000
MOST_FILES = 50
NO_SUBJECT = "(–)"


def sort(letter, mail, known):
    """Let the Letter, read as `mail`, become words on a ticket, a new one, a line on one, or a refusal with its
    reason. All of it in one transaction, with everything that follows. `known` is what the house knows (Known).

    IntegrityError when another worker has made a ticket of the same mail, from another mailbox, in this moment.
    """
    with gathered.whole():
        _sort(letter, mail, known)
        reach("before_sorted")


def _sort(letter, mail, known):
    mail = unveiled(mail)
    note_facts(letter, mail)
    for question in (is_our_own, is_double, is_report, has_no_sender):
        if question(letter, mail, known):
            return
    answer(letter, mail, known)


def note_facts(letter, mail):
    """Keep what people search for when they ask where a mail went."""
    letter.sender = mail.sender.address[:320].lower() if mail.sender else ""
    letter.subject, letter.mail_id = mail.subject[:300], mail.message_id.strip("<> ")[:998]
    said = [letter.sender, mail.subject, mail.message_id, str(mail.date), mail.text, mail.html]
    files = [hashlib.sha256(one.content).hexdigest() for one in mail.attachments]
    letter.content_hash = hashlib.sha256("\x00".join([*said, *files]).encode()).hexdigest()
    letter.step("read", oddities=mail.oddities[:20])


def is_our_own(letter, mail, known):
    """A mail that we have sent came back to us."""
    if not known.ours(bracketed(mail.message_id)):
        return False
    letter.settle(Fate.REFUSED, reason="own")
    return True


def is_double(letter, mail, known):
    """The same words from the same sender are here already; by another mailbox, too."""
    for pk, content_hash, _fate, ticket in known.earlier(letter.mail_id):
        if content_hash == letter.content_hash and pk != letter.pk:
            letter.settle(Fate.DOUBLE, reason="double", ticket=ticket and Ticket.objects.get(pk=ticket))
            return True
    return False


def is_report(letter, mail, known):
    """A delivery report, a complaint or a receipt: a line on the ticket of the mail it speaks of, never a ticket."""
    if not (mail.is_bounce or mail.is_complaint or mail.is_receipt):
        return False
    bounced.take_in(letter, mail)
    return True


def has_no_sender(letter, mail, known):
    """Nobody could ever be answered."""
    if mail.sender and mail.sender.address:
        return False
    letter.settle(Fate.QUARANTINED, reason="no_sender")
    return True


def answer(letter, mail, known):
    """Let the words join their ticket, or open one."""
    sender = known.person(mail.sender.address)
    thread = _thread(letter, mail, sender, known)
    ruling = rules.Ruling() if thread else rules.decide(letter, mail, known.rules_for(letter.mailbox))
    if ruling.refused_by:
        rules.refuse(letter)
        return
    own_desk = ruling.desk or desk_of(letter, known)
    doors = {"own_desk": own_desk, "take_files": taken_files}
    if sender and sender.role in STAFF and colleagues.take_in(letter, mail, sender, thread, **doors):
        return
    is_for_agents = is_key(mail, sender, thread)
    if is_for_agents and thread is None:
        letter.settle(Fate.QUARANTINED, reason="key")
        return
    person = sender or newcomer(letter, mail, known)
    place = thread and thread.ticket.place_to_talk(person)
    desk = place.desk if place else own_desk
    if desk is None:
        letter.settle(Fate.QUARANTINED, reason="no_desk")
        return
    pictures = pictures_of(mail)
    files, left_out = taken_files(mail, person, besides=pictures)
    incoming = _heard(letter, mail, person, thread, place, known)
    incoming.desk, incoming.files = desk, files
    incoming.opening = ruling.opening | large.facts_of(letter) | known.opening
    if is_for_agents:
        _keep_from_others(incoming, letter, mail)
    message = reception.receive(incoming)
    keep_body(letter, mail, message, pictures)
    ask_about_others(letter, mail, message)
    large.tell_both_sides(letter, message)
    settle(letter, thread, message, place, left_out)


def _thread(letter, mail, sender, known):
    believed = sender if may_be_believed(mail) else None
    return (
        threading.thread_of(mail, letter, believed, known)
        or loops.thread_of_return(letter, mail, known)
        or loops.thread_of_echo(letter, mail, believed, known)
    )


def _heard(letter, mail, person, thread, place, known):
    """The words of `person` for the ticket `place` or a new one, with all that was found out about them."""
    is_machine = bool(place) and (mail.is_auto or loops.is_machine(letter, mail, place, person, known))
    doubts = doubts_about(mail, person, thread, known)
    return Incoming(
        person=person,
        words=words_of(mail, place),
        subject=mail.subject.strip()[:200] or NO_SUBJECT,
        channel=Channel.EMAIL,
        ticket=place,
        identity=identity_of(mail),
        doubts=[*doubts, *([Doubt.MACHINE] if is_machine and Doubt.MACHINE not in doubts else [])],
        is_by_machine=mail.no_auto_reply or loops.must_not_be_answered(mail, known),
        is_quiet=is_machine,
        is_thanks=is_thanks(mail.reply or mail.text),
    )


def _keep_from_others(incoming, letter, mail):
    """Agents alone see it, and all of it: it brings what proves an address at another service."""
    incoming.words, incoming.is_quiet = words_of(mail, None), True
    incoming.doubts.append(Doubt.KEY)
    letter.step("key")


def newcomer(letter, mail, known):
    """The stranger who writes, made known; they are answered in the language of the mailbox."""
    language = letter.mailbox.language if letter.mailbox else ""
    return known.introduce(mail.sender.address, mail.sender.name, language=language)


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


def desk_of(letter, known=None):
    """Where a new ticket goes: to the desk of its mailbox, else to the only one there is."""
    return (letter.mailbox and letter.mailbox.desk) or (known or Known([])).first_desk


def taken_files(mail, person, besides=()):
    """(Attachments, names of those that are not taken here). They stay in the raw mail. What is shown among its
    words (`besides`) is no file as well, nor what signs it."""
    taken, left_out = [], []
    files = [one for one in mail.attachments if one not in besides and not one.is_signature]
    for one in files[:MOST_FILES]:
        try:
            taken.append(receive_upload(ContentFile(one.content, name=one.name or "file"), person))
        except ValidationError as refusal:
            left_out.append([one.name, refusal.code])
            # Django's holds itself, and by its traceback all of the file.
            refusal.__traceback__ = None
        except OSError:  # the disk is full: what was written is a ticket nevertheless
            left_out.append([one.name, "no_room"])
    left_out += [[one.name, "too_many"] for one in files[MOST_FILES:]]
    return taken, left_out
