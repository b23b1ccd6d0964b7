"""Pictures that a mail shows from elsewhere, fetched by the house once a reader asked for them.

The other side learns that somebody looked, and nothing of who: no cookie, no referrer, our address instead of theirs.
"""

import http.client
from datetime import timedelta

from channels import posting
from core.limits import allowed
from tickets.uploads import HEAD, PICTURES, guesses

MOST_BYTES = 5 * 1024 * 1024
SECONDS = 6
MOST_AN_HOUR = 300


def fetched(body, address):
    """(bytes, type) of a picture that a MailBody shows from elsewhere, or None for all that is none."""
    if not allowed("mail picture", body.pk, most=MOST_AN_HOUR, per=timedelta(hours=1)):
        return None
    try:
        content = posting.get(address, accept="image/*", most=MOST_BYTES, seconds=SECONDS)
    except (posting.Refused, OSError, ValueError, http.client.HTTPException):
        return None
    found = guesses(content[:HEAD])
    is_picture = bool(found) and found[0].mime_type in PICTURES
    return (content, found[0].mime_type) if is_picture else None
