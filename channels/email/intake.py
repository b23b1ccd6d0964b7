"""The one way in for mail, whoever brings it: kept first, read afterwards, each once."""

from django.db import IntegrityError, transaction

from channels.email.shelf import lay_down
from channels.models import Letter
from core.bell import ring_later
from core.failpoints import reach


def keep(raw, *, mailbox=None, place="", envelope_from=None, envelope_to=""):
    """Keep the bytes `raw` of one mail and return its Letter; what was found at this `place` before is returned as
    it is. When this returns the mail is safe, and may be marked or deleted where it came from."""
    name, digest = lay_down(raw)
    reach("after_shelf")
    try:
        with transaction.atomic():
            letter = Letter(
                mailbox=mailbox,
                place=place,
                raw=name,
                size=len(raw),
                sha256=digest,
                envelope_from=envelope_from,
                envelope_to=envelope_to,
            )
            letter.step("arrived", place=place)
            letter.save(force_insert=True)
            ring_later("channels.tasks.sweep_letters")
    except IntegrityError:
        return Letter.objects.get(place=place)
    return letter
