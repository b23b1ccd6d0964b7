"""Lengths of working time as people type and read them: "1 h 30 min", "2 d", "۴ ساعت"."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.moments import Almanac
from sla.faces import length
from sla.wall_clock import SECOND
from tickets.forms.figures import plain_digits

MINUTE, HOUR, MOST_HOURS, MOST_DAYS = 60 * SECOND, 3600 * SECOND, 20_000, 2_000
# What people write for a unit, in the languages of the house; the plain letters are understood in all of them.
HOURS = {
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "s",
    "sa",
    "saat",
    "heure",
    "heures",
    "ч",
    "час",
    "часа",
    "часов",
    "ساعت",
}
MINUTES = {
    "m", "min", "mins", "minute", "minutes", "dk", "dakika", "мин", "минут", "минута", "минуты", "دقیقه",
}  # fmt: skip
DAYS = {"d", "day", "days", "g", "gün", "j", "jour", "jours", "д", "дн", "день", "дня", "дней", "روز"}
# Persian puts an "and" between the hours and the minutes.
PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?[\s,،]*(?:و\s)?\s*")


class Length(NamedTuple):
    """Either microseconds of working time, or whole working days."""

    amount: int | None = None
    days: int | None = None


def read_length(text):
    """The Length of what somebody typed; ValueError in words of the reader."""
    text, found, at = plain_digits(text).lower(), [], 0
    while part := PART.match(text, at):
        found.append((float(part[1].replace(",", ".")), part[2]))
        at = part.end()
    if at != len(text) or not found:
        raise ValueError(_("Write a time such as %(example)s.") % {"example": _("1 h 30 min, 45 min or 2 d")})
    days = [number for number, unit in found if unit in DAYS]
    if days:
        return _whole_days(found, days)
    amount = 0
    for number, unit in found:
        if unit not in HOURS | MINUTES:
            raise ValueError(_("“%(word)s” is not a unit of time. Use h, min or d.") % {"word": unit})
        amount += round(number * (HOUR if unit in HOURS else MINUTE))
    if not 0 < amount <= MOST_HOURS * HOUR:
        raise ValueError(_("A time must be longer than nothing, and shorter than ten years of work."))
    return Length(amount=amount)


def write_length(amount=None, days=None):
    """The same in the reader's words and digits, so that `read_length` understands it."""
    almanac = Almanac()
    if days:
        return _("%(days)s d") % {"days": almanac.digits(str(days))}
    return length(amount, almanac) if amount else ""


def _whole_days(found, days):
    if len(found) > 1 or days[0] != int(days[0]):
        raise ValueError(_("Working days are whole, and stand alone: 2 d."))
    if not 0 < days[0] <= MOST_DAYS:
        raise ValueError(_("A time must be longer than nothing, and shorter than ten years of work."))
    return Length(days=int(days[0]))
