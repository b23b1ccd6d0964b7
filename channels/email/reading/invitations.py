"""Calendar objects in mail (RFC 5545, RFC 6047): what is asked, of what, when. The file itself stays attached."""

import re

from icalendar import Calendar

from channels.email.reading.charsets import storable
from channels.email.reading.limits import MOST_INVITATION_BYTES, MOST_INVITATIONS
from channels.email.reading.mail import Invitation

TYPES = ("text/calendar", "application/ics", "text/x-vcalendar")
MOST_NAMED = 20
METHODS = {"REQUEST", "REPLY", "CANCEL", "PUBLISH", "ADD", "REFRESH", "COUNTER", "DECLINECOUNTER"}


def invitations_of(content):
    """Each event of a calendar file; none for what is no calendar."""
    if len(content) > MOST_INVITATION_BYTES or b"BEGIN:VCALENDAR" not in content[:1_000].upper():
        return []
    try:
        calendar = Calendar.from_ical(content)
        events = calendar.walk("VEVENT")[:MOST_INVITATIONS]
        return [_invitation(_words(calendar.get("METHOD")).upper(), event) for event in events]
    except MemoryError:
        raise
    except Exception:
        # Broken calendars are many, and the file stays attached.
        return []


def _invitation(method, event):
    attendees = _attendees(event)
    return Invitation(
        method=method if method in METHODS else "",
        summary=_words(event.get("SUMMARY")),
        starts=_moment(event.get("DTSTART")),
        ends=_moment(event.get("DTEND")),
        location=_words(event.get("LOCATION")),
        organizer=_person(event.get("ORGANIZER")),
        attendees=", ".join(_person(one) for one in attendees[:MOST_NAMED]),
        answer=_words(attendees[0].params.get("PARTSTAT")).upper() if attendees else "",
    )


def _attendees(event):
    named = event.get("ATTENDEE", [])
    return [one for one in (named if isinstance(named, list) else [named]) if hasattr(one, "params")]


def _person(value):
    """How somebody is called, else the address."""
    name = _words(value.params.get("CN")) if hasattr(value, "params") else ""
    return name or re.sub("(?i)^mailto:", "", _words(value))


def _words(value):
    return " ".join(storable(str(value)).split())[:500] if value is not None else ""


def _moment(value):
    return value.dt.isoformat() if value is not None and hasattr(value, "dt") else ""
