"""Reads letters that wait, each by itself: one that cannot be read is put aside, and the next goes on."""

import logging

from channels.email.reading.apart import CRASHED, read_apart
from channels.email.sorting import sort
from channels.models import Letter, Overtaken
from core.failpoints import reach

log = logging.getLogger(__name__)
BATCH = 20
MOST_A_TURN = 2000
# A letter that so many workers have died of is read by no other.
MOST_DEATHS = 3


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
        _take_in(letter)
    except Overtaken:
        log.warning("Mail %s was taken in by another worker meanwhile", letter.pk)
    except Exception as error:  # whatever it was stands on the row, which is shown, and tried again
        log.exception("Mail %s could not be taken in", letter.pk)
        _keep_trouble(letter, error)


def _take_in(letter):
    if letter.attempts > 1 and letter.begin_once_more() > MOST_DEATHS:
        letter.settle(Letter.Fate.QUARANTINED, reason=CRASHED)
        return
    with letter.raw.open() as file:
        reading = read_apart(file.read(), authserv_id=_trusted(letter))
    reach("after_read")
    if reading.mail is None:
        letter.settle(Letter.Fate.QUARANTINED, reason=reading.trouble)
    else:
        sort(letter, reading.mail)
    reach("after_sort")


def _keep_trouble(letter, error):
    attempts = letter.attempts
    letter.refresh_from_db()
    if letter.fate != Letter.Fate.WAITING or letter.attempts != attempts:
        return  # another worker has it by now
    letter.note_trouble(error)
    if letter.parked_at:
        letter.settle(Letter.Fate.QUARANTINED, reason="trouble")


def _trusted(letter):
    """The name of the server whose word about senders counts, or None."""
    return letter.mailbox.authserv_id or None if letter.mailbox else None
