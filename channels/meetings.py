"""Invitations in mail (RFC 5546) as cards that people read: what, when in their own zone, where, with whom."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.moments import Almanac

TITLES = {
    "REQUEST": _("Invitation"),
    "CANCEL": _("This meeting is called off"),
    "REPLY": _("Answer to an invitation"),
}
ANSWERS = {
    "ACCEPTED": pgettext_lazy("invitation", "accepted"),
    "DECLINED": pgettext_lazy("invitation", "declined"),
    "TENTATIVE": pgettext_lazy("invitation", "perhaps"),
}


@dataclass(frozen=True)
class Meeting:
    """One card. Each is words, or "" when the invitation does not say."""

    title: str
    what: str
    when: str
    where: str
    organizer: str
    people: str
    answer: str
    is_off: bool


def meetings_of(invitations):
    """The Meetings that a MailBody tells of; of a hundred repetitions the first few."""
    almanac = Almanac()
    return [_meeting(one, almanac) for one in invitations]


def _meeting(told, almanac):
    is_reply = told["method"] == "REPLY"
    return Meeting(
        title=TITLES.get(told["method"], _("Appointment")),
        what=told["summary"],
        when=_span(_moment(told["starts"]), _moment(told["ends"]), almanac),
        where=told["location"],
        organizer=told["organizer"],
        people=told["attendees"],
        answer=ANSWERS.get(told["answer"], "") if is_reply else "",
        is_off=told["method"] == "CANCEL",
    )


def _moment(text):
    """A datetime, a date for whole days, or None for what is neither."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _span(starts, ends, almanac):
    if starts is None:
        return ""
    if not isinstance(starts, datetime):
        # The end of whole days is the day after (RFC 5545 §3.6.1).
        last = (
            ends - timedelta(days=1) if isinstance(ends, date) and not isinstance(ends, datetime) else starts
        )
        days = [starts, last] if last > starts else [starts]
        return " – ".join(almanac.short_date(day) for day in days)
    zone = "" if timezone.is_naive(starts) else almanac.digits(starts.astimezone(almanac.zone).tzname())
    begin = _here(starts, almanac)
    if not isinstance(ends, datetime):
        return f"{_at(begin, almanac)} {zone}".strip()
    end = _here(ends, almanac)
    until = almanac.clock(end) if end.date() == begin.date() else _at(end, almanac)
    return f"{_at(begin, almanac)} – {until} {zone}".strip()


def _here(moment, almanac):
    # A moment without a zone is meant where its reader is ("floating", RFC 5545 §3.3.5).
    return (
        moment.replace(tzinfo=almanac.zone) if timezone.is_naive(moment) else moment.astimezone(almanac.zone)
    )


def _at(moment, almanac):
    return f"{almanac.day(moment)}{almanac.comma} {almanac.clock(moment)}"
