"""How long is left until the promised moment of a ticket, in words that are enough without colour."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.moments import Almanac
from tickets.models import Group

SOON = timedelta(minutes=30)

# The same phrases are given to the browser, which counts on with them.
PHRASES = {
    "left_minutes": _("{m} min left"),
    "left_hours": _("{h} h {m} min left"),
    "over_minutes": _("Overdue {m} min"),
    "over_hours": _("Overdue {h} h"),
    "over_days": _("Overdue {d} d"),
}
WITHOUT_TIME = {"paused": _("Paused, waiting"), "none": _("No promise"), "": ""}


def state_of(ticket, now=None):
    """ "paused", "none", "over", "soon", "left" (within a day), "far", or "" once the ticket is resolved."""
    if not ticket.is_open:
        return ""
    elif ticket.group == Group.WAITING:
        return "paused"
    elif ticket.due_at is None:
        return "none"
    left = ticket.due_at - (now or timezone.now())
    if left < timedelta(0):
        return "over"
    elif left <= SOON:
        return "soon"
    return "left" if left < timedelta(days=1) else "far"


def words_of(ticket, state, almanac=None):
    """The words for the state of `ticket` (see `state_of`), in the reader's language and digits."""
    almanac = almanac or Almanac()
    if state in ("over", "soon", "left"):
        return counted(ticket.due_at - almanac.now, almanac)
    elif state == "far":
        return almanac.exact(ticket.due_at)
    return almanac.said(WITHOUT_TIME[state])


def counted(left, almanac):
    """Minutes and hours of a time left or, when negative, past."""
    minutes = int(abs(left.total_seconds()) // 60)
    hours, days = minutes // 60, minutes // 1440
    if left < timedelta(0):
        phrase = "over_minutes" if hours == 0 else "over_hours" if hours < 48 else "over_days"
    else:
        phrase = "left_minutes" if hours == 0 else "left_hours"
        minutes %= 60
    text = almanac.said(PHRASES[phrase])
    for letter, number in (("{m}", minutes), ("{h}", hours), ("{d}", days)):
        text = text.replace(letter, almanac.digits(str(number)))
    return text
