"""Moments in words, in the reader's language, calendar, digits and time zone."""

from datetime import timedelta

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from persiantools.jdatetime import JalaliDateTime

PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")

# The same phrases are given to the browser, which counts on with them. "{n}" is the number.
PHRASES = {
    "now": _("just now"),
    "minutes_ago": _("{n} min ago"),
    "hours_ago": _("{n} h ago"),
    "in_minutes": _("in {n} min"),
    "in_hours": _("in {n} h"),
    "minutes": _("{n} min"),
    "hours": _("{n} h"),
}


def is_persian():
    return (get_language() or "").startswith("fa")


def digits(text):
    """The same text with Persian digits for a Persian reader."""
    return str(text).translate(PERSIAN_DIGITS) if is_persian() else str(text)


def relative(moment, now=None, short=False):
    """Words such as "5 min ago" within 24 hours of now, else None."""
    seconds = (moment - (now or timezone.now())).total_seconds()
    minutes = round(abs(seconds) // 60)
    if minutes >= 24 * 60:
        return None
    elif minutes == 0:
        phrase = "now"
    else:
        unit = "minutes" if minutes < 60 else "hours"
        phrase = unit if short else f"in_{unit}" if seconds > 0 else f"{unit}_ago"
    number = minutes if minutes < 60 else minutes // 60
    return digits(str(PHRASES[phrase]).replace("{n}", str(number)))


def exact(moment, now=None, short=False):
    """Day and minute; the weekday alone within a week ahead, the year only when it is another one; short is the day."""
    local, today = timezone.localtime(moment), timezone.localtime(now or timezone.now())
    if timedelta(0) <= local.date() - today.date() < timedelta(days=7):
        return written(local, "%A %H:%M", "D H:i")
    elif short and local.year == today.year:
        return written(local, "%d %B", "j M")
    elif local.year == today.year:
        return written(local, "%d %B، %H:%M", "j M H:i")
    else:
        return written(local, "%d %B %Y", "j M Y")


def day(moment):
    """The whole date: Saturday 21 November 2026."""
    return written(timezone.localtime(moment), "%A %d %B %Y", gettext("l j F Y"))


def full(moment):
    """The whole date to the second, with the time zone."""
    local = timezone.localtime(moment)
    return f"{day(moment)}, {clock(moment, seconds=True)} {local.tzname()}"


def clock(moment, seconds=False):
    """The time of day in 24 hours."""
    return digits(timezone.localtime(moment).strftime("%H:%M:%S" if seconds else "%H:%M"))


def written(local, jalali_pattern, pattern):
    if is_persian():
        text = JalaliDateTime.to_jalali(local).strftime(jalali_pattern, locale="fa")
        return digits(text.replace(" 0", " ").replace(" ۰", " ").lstrip("0۰"))
    return formats.date_format(local, pattern)
