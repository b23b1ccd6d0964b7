"""Reads letters that wait, each by itself: one that cannot be read is put aside, and the next goes on."""

import logging

from channels.email.reading.apart import read_apart
from channels.email.sorting import sort
from channels.models import Letter

log = logging.getLogger(__name__)
BATCH = 20
MOST_A_TURN = 2000


def read(letters):
    """Claim and read what is due of the queryset `letters`; returns how many were settled."""
    claimed = 0
    while claimed < MOST_A_TURN and (batch := letters.claim(BATCH)):
        claimed += len(batch)
        for letter in batch:
            _read_one(letter)
    return claimed


def _read_one(letter):
    try:
        with letter.raw.open() as file:
            reading = read_apart(file, authserv_id=_trusted(letter))
        if reading.mail is None:
            letter.settle(Letter.Fate.QUARANTINED, reason=reading.trouble)
        else:
            sort(letter, reading.mail)
    except Exception as error:  # whatever it was stands on the row, which is shown, and tried again
        log.exception("Mail %s could not be taken in", letter.pk)
        letter.refresh_from_db()
        letter.note_trouble(error)
        if letter.parked_at:
            letter.settle(Letter.Fate.QUARANTINED, reason="trouble")


def _trusted(letter):
    """The name of the server whose word about senders counts, or None."""
    return letter.mailbox.authserv_id or None if letter.mailbox else None
