"""Makes a ticket of a mail that the house would not take by itself: somebody has looked at it and wants it."""

from contextlib import closing, nullcontext

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.directory import introduce
from accounts.models import User
from channels import reception
from channels.email import large
from channels.email.keeping import keep_body, pictures_of
from channels.email.known import Known
from channels.email.reading.apart import Reader
from channels.email.reading.limits import MOST_HEADER_BYTES
from channels.email.reading.mail import Mail
from channels.email.senders import doubts_about, identity_of
from channels.email.sorting import NO_SUBJECT, desk_of, is_double, taken_files, words_of
from channels.incoming import Incoming
from channels.models import Letter
from channels.tracing import why_of
from tickets.models import Channel
from tickets.uploads import receive_upload

MOST_SECONDS = 10


def make_ticket(letter, *, by, address="", desk=None, reader=None):
    """Open a ticket of a Letter in quarantine, or refused by a rule; `address` (else its sender's) asks, at `desk`
    (else where it would have gone). Of what cannot be read the ticket has the head, and all of it as a file.

    `reader` is one that reads several in a row. Returns the Ticket; that of the first press when it is pressed
    again; None when nobody asks or no desk is there.
    """
    mail, is_whole = _read(letter, reader)
    with transaction.atomic():
        letter = (
            Letter.objects.select_for_update(of=("self",)).select_related("mailbox__desk").get(pk=letter.pk)
        )
        if not letter.is_undecided or is_double(letter, mail, Known([(letter, mail)])):
            return letter.ticket
        address, desk = (address or letter.sender).lower(), desk or desk_of(letter)
        if not address or desk is None:
            return None
        person = User.objects.filter(email=address).first() or introduce(address, name=_name(mail, address))
        pictures = pictures_of(mail)
        files, left_out = taken_files(mail, person, pictures) if is_whole else _original(letter, person)
        message = reception.receive(_incoming(letter, mail, is_whole, person, desk, files))
        keep_body(letter, mail, message, pictures)
        _note(letter, message, left_out, by=by)
        letter.sender, letter.subject = letter.sender or address, letter.subject or mail.subject[:300]
        letter.step("by hand", by=str(by))
        letter.settle(Letter.Fate.OPENED, ticket=message.ticket, message=message)
        return message.ticket


def _read(letter, reader):
    """(Mail, whether all of it was read): else what its head says, if that much."""
    if not letter.is_kept or not letter.raw.storage.exists(letter.raw.name):
        return Mail(subject=letter.subject), True
    authserv_id = letter.mailbox.authserv_id or None if letter.mailbox else None
    reading = nullcontext(reader) if reader else closing(Reader(MOST_SECONDS))
    with reading as reader, letter.raw.open() as file:
        if mail := reader.read(file, authserv_id=authserv_id).mail:
            return mail, True
        file.seek(0)
        head = file.read(MOST_HEADER_BYTES)
        ends = [at for at in (head.find(b"\r\n\r\n"), head.find(b"\n\n")) if at >= 0]
        head = head[: min(ends)] if ends else head
        return reader.read(head + b"\r\n\r\n").mail or Mail(subject=letter.subject), False


def _incoming(letter, mail, is_whole, person, desk, files):
    is_theirs = bool(mail.sender) and mail.sender.address.lower() == person.email
    return Incoming(
        person=person,
        words=words_of(mail, None),
        subject=mail.subject.strip()[:200] or NO_SUBJECT,
        channel=Channel.EMAIL,
        desk=desk,
        files=files,
        identity=identity_of(mail) if is_theirs else None,
        doubts=doubts_about(mail, person, None, Known([])) if is_theirs else [],
        # What cannot be read may be a machine's, too.
        is_by_machine=mail.no_auto_reply or not is_whole,
        opening=large.facts_of(letter),
    )


def _name(mail, address):
    return mail.sender.name if mail.sender and mail.sender.address.lower() == address else ""


def _original(letter, person):
    """The raw mail as a file of the ticket, and its name if it cannot be one."""
    with letter.raw.open() as file:
        try:
            return [receive_upload(File(file, name="mail.eml"), person)], []
        except (ValidationError, OSError):
            return [], [["mail.eml", ""]]


def _note(letter, message, left_out, *, by):
    words = [_("%(person)s made this ticket of a mail that had been put aside.") % {"person": by}]
    words += [why_of(letter.reason)] if letter.reason else []
    if left_out:
        words.append(_("Its files are not here, but in the original among the mail that arrived."))
    message.ticket.note(" ".join(filter(None, words)), by=None, is_plain=True)
    large.tell_both_sides(letter, message)
