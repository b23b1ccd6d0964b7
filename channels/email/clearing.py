"""Clears the shelf of raw mail: what was kept long enough, and what no letter needs; notes what is missing."""

import random
import re
import time
from datetime import timedelta
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.functions import Left, Now
from django.utils import timezone

from channels.email.shelf import ROOM
from channels.models import Letter

BATCH, MOST_BATCHES = 200, 100
FOLDER = re.compile("[0-9a-f]{2}")
# A file that nobody speaks of may be that of a letter which is being kept at this moment (shelf.py, FRESH).
UNNEEDED = timedelta(days=1)
MOST_SECONDS = 200


def clear():
    """Remove the raw mail of settled letters that are older than MAIL_KEPT_DAYS; how many letters that were. Their
    facts and steps stay, and so does what waits in quarantine."""
    if settings.MAIL_KEPT_DAYS <= 0:
        return 0
    removed = 0
    for _turn in range(MOST_BATCHES):
        count = _clear_some(timezone.now() - timedelta(days=settings.MAIL_KEPT_DAYS))
        removed += count
        if count < BATCH:
            break
    return removed


@transaction.atomic
def _clear_some(before):
    settled = Letter.objects.filter(arrived_at__lt=before, removed_at=None).exclude(
        fate__in=[Letter.Fate.WAITING, Letter.Fate.QUARANTINED]
    )
    letters = list(settled.order_by("arrived_at").select_for_update(skip_locked=True, of=("self",))[:BATCH])
    names = {letter.raw.name for letter in letters}
    for letter in letters:
        letter.removed_at, letter.missing_at = timezone.now(), None
        letter.step("removed")
    Letter.objects.bulk_update(letters, ["removed_at", "missing_at", "steps"])
    # Files go once it is certain that the rows know; those that stay behind then are found by `sweep`.
    transaction.on_commit(lambda: _drop(names))
    return len(letters)


def sweep():
    """Remove files that no letter needs, and note letters whose file is missing; one folder after the other, in any
    order, for as long as there is time. (Files removed, letters without a file.)"""
    until, removed, missing = time.monotonic() + MOST_SECONDS, 0, 0
    for number in _folders():
        if time.monotonic() > until:
            break
        names = _files(number)
        removed += sum(_drop(names[at : at + BATCH]) for at in range(0, len(names), BATCH))
        missing += _note_missing(number, set(names))
    return removed, missing


def _folders():
    """The numbers of all folders there are, or ought to be, in any order."""
    needed = Letter.objects.filter(removed_at=None).annotate(folder=Left("sha256", 2))
    names = {*_listed(ROOM)[0], *needed.order_by().values_list("folder", flat=True).distinct()}
    numbers = [int(name, 16) for name in names if FOLDER.fullmatch(name)]
    random.shuffle(numbers)
    return numbers


def _files(number):
    folder = f"{ROOM}/{number:02x}"
    return [f"{folder}/{name}" for name in _listed(folder)[1]]


def _listed(folder):
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _drop(names):
    """Delete those of these files that no letter needs and that are not new; how many."""
    digests = {PurePosixPath(name).name[:64] for name in names}
    needed = set(Letter.objects.filter(sha256__in=digests, removed_at=None).values_list("raw", flat=True))
    gone = [name for name in names if name not in needed and _is_old(name)]
    for name in gone:
        default_storage.delete(name)
    return len(gone)


def _is_old(name):
    try:
        return timezone.now() - default_storage.get_modified_time(name) > UNNEEDED
    except FileNotFoundError:
        return False


def _note_missing(number, names):
    # What begins with these two digits, in a way that the index of digests knows.
    after = f"{number + 1:02x}" if number < 0xFF else "g"
    here = Letter.objects.filter(sha256__gte=f"{number:02x}", sha256__lt=after, removed_at=None)
    gone = [pk for pk, name in here.values_list("pk", "raw").iterator() if not _is_there(name, names)]
    here.filter(missing_at__isnull=False).exclude(pk__in=gone).update(missing_at=None)
    here.filter(pk__in=gone, missing_at=None).update(missing_at=Now())
    return len(gone)


def _is_there(name, names):
    # A letter that came since the folder was read lies there nevertheless.
    return name in names or default_storage.exists(name)
