"""The one way in for mail, whoever brings it: kept first, read afterwards, each once."""

from contextlib import nullcontext

from django.db import IntegrityError, connection, transaction

from channels.email.shelf import Shelved, lay_down
from channels.models import Letter
from core import rows
from core.bell import ring_later
from core.failpoints import reach


def keep(raw, *, mailbox=None, place="", envelope_from=None, envelope_to="", full_size=None):
    """Keep the bytes of one mail (`raw`: whole, in pieces, or Shelved already) and return its Letter; what was
    found at this `place` before is returned as it is. When this returns the mail is safe, and may be marked or
    deleted where it came from; unless `full_size` says that `raw` is but the head of a mail of so many bytes."""
    shelved = raw if isinstance(raw, Shelved) else lay_down(raw)
    reach("after_shelf")
    try:
        # Alone it is one statement, which is whole by itself.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            letter = Letter(
                mailbox=mailbox,
                place=place,
                raw=shelved.name,
                size=shelved.size,
                sha256=shelved.digest,
                full_size=full_size,
                envelope_from=envelope_from,
                envelope_to=envelope_to,
            )
            letter.step("arrived", place=place)
            if full_size is not None:
                letter.step("too large", size=full_size)
            rows.insert(Letter, [letter])
            ring_later("channels.tasks.sweep_letters")
    except IntegrityError:
        return Letter.objects.get(place=place)
    return letter
