"""Reads letters that wait, each by itself: one that cannot be read is put aside, and the next goes on."""

import logging
import threading
import time

from django.db import IntegrityError
from django.db.models import prefetch_related_objects

from channels.email.known import Known
from channels.email.reading.apart import CRASHED, read_apart
from channels.email.sorting import sort
from channels.models import Letter, Overtaken
from core import gathered
from core.failpoints import reach
from tickets.models import Event, Message, Ticket

log = logging.getLogger(__name__)
BATCH = 200
MOST_A_TURN = 2000
# How much is read before it is sorted: what the house knows is asked for once a handful, and never older than this.
MOST_BYTES, MOST_SECONDS = 4_000_000, 2
# A letter that so many workers have died of is read by no other.
MOST_DEATHS = 3


# One thread of a process reads for all: there is one child, and one large mail at a time is enough to hold.
_at_work, _rung = threading.Lock(), threading.Event()


def read(letters):
    """Claim and read what is due of the queryset `letters`; returns how many were taken up: 0 when another thread of
    this process is at it, which goes on with what came meanwhile."""
    claimed = 0
    _rung.set()
    while _rung.is_set() and _at_work.acquire(blocking=False):
        try:
            _rung.clear()
            claimed += _read(letters)
        finally:
            _at_work.release()
    return claimed


def _read(letters):
    claimed = 0
    while claimed < MOST_A_TURN and (batch := letters.claim(BATCH)):
        claimed += len(batch)
        prefetch_related_objects(batch, "mailbox__desk")
        for pairs in _handfuls(batch):
            if not _sorted_together(pairs):
                for letter, mail in pairs:
                    _kept_on_its_row(_sort_one, letter, mail)
            # Mails that are done with do not lie beside the next ones in memory.
            pairs.clear()
    return claimed


def _handfuls(batch):
    """Lists of (Letter, Mail), small enough to be held at once; what cannot be read is settled on the way."""
    pairs, began = [], time.monotonic()
    for letter in batch:
        mail = _kept_on_its_row(_read_one, letter)
        if mail is not None:
            pairs.append((letter, mail))
        del mail
        if (
            # Only one that is alone can be said to have killed who read it.
            letter.attempts > 1
            or sum(letter.size for letter, _mail in pairs) > MOST_BYTES
            or time.monotonic() > began + MOST_SECONDS
        ):
            if pairs:
                yield pairs
            pairs, began = [], time.monotonic()
    if pairs:
        yield pairs


def _kept_on_its_row(work, letter, *facts):
    """What `work` gives; whatever trouble it has stands on the row of its letter, which is shown, and tried again."""
    try:
        return work(letter, *facts)
    except Overtaken:
        log.warning("Mail %s was taken in by another worker meanwhile", letter.pk)
    except Exception as error:
        log.exception("Mail %s could not be taken in", letter.pk)
        _keep_trouble(letter, error)
    return None


def _read_one(letter):
    """The Mail of a letter, or None when it was put aside."""
    if letter.attempts > 1 and letter.begin_once_more() > MOST_DEATHS:
        letter.settle(Letter.Fate.QUARANTINED, reason=CRASHED)
        return None
    with letter.raw.open() as file:
        reading = read_apart(file, authserv_id=_trusted(letter))
    reach("after_read")
    if reading.mail is None:
        letter.settle(Letter.Fate.QUARANTINED, reason=reading.trouble)
    return reading.mail


def _sorted_together(pairs):
    """Whether all of these were sorted, in one transaction. Whatever is in the way of one is found when each is
    sorted by itself."""
    letters = [letter for letter, _mail in pairs]
    try:
        with gathered.gathering() as around:
            Letter.objects.hold(letters)
            known = Known(pairs)
            known.hold_places()
            around.reserve(len(pairs), Ticket, Message, Event)
            for letter, mail in pairs:
                sort(letter, mail, known)
                known.note(letter)
    except Exception:
        log.warning("%s mails are sorted one by one", len(pairs), exc_info=True)
        return False
    for _letter in letters:
        reach("after_sort")
    return True


def _sort_one(letter, mail):
    # As it was before they were sorted together; and the next time, as it was before somebody else made a ticket of
    # the same mail from another mailbox, which can be seen by then.
    letter.refresh_from_db()
    try:
        sort(letter, mail, Known([(letter, mail)]))
    except IntegrityError:
        letter.refresh_from_db()
        sort(letter, mail, Known([(letter, mail)]))
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
