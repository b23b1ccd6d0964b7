"""Moments in words, in the reader's language, calendar, digits and time zone."""

from functools import lru_cache

from django.utils import formats, timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from persiantools.jdatetime import JalaliDate

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
# Letters of https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#date; each language has its order.
WHOLE_DATE = pgettext_lazy("date format", "l j F Y")
SHORT_DATE = pgettext_lazy("date format", "j M Y")
SHORT_DAY = pgettext_lazy("date format", "j M")


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
    """Day and minute: the weekday within a week ahead, the year when it is another; short is the day."""
    local, today = timezone.localtime(moment), timezone.localtime(now or timezone.now()).date()
    if 0 <= (local.date() - today).days < 7:
        return f"{written(local.date(), '%A', 'D')} {time_of(local)}"
    elif local.year != today.year:
        return short_date(local.date())
    else:
        date = written(local.date(), "%d %B", SHORT_DAY)
        return date if short else f"{date}{'،' if is_persian() else ''} {time_of(local)}"


def day(moment):
    """The whole date: Saturday 21 November 2026."""
    return written(timezone.localtime(moment).date(), "%A %d %B %Y", WHOLE_DATE)


def short_date(date):
    """A date that has no time of day: 21 Nov 2026."""
    return written(date, "%d %B %Y", SHORT_DATE)


def full(moment):
    """The whole date to the second, with the time zone."""
    local = timezone.localtime(moment)
    comma = "،" if is_persian() else ","
    return f"{day(moment)}{comma} {time_of(local, seconds=True)} {digits(local.tzname())}"


def clock(moment):
    """The time of day in 24 hours."""
    return time_of(timezone.localtime(moment))


def time_of(local, seconds=False):
    text = f"{local.hour:02}:{local.minute:02}"
    return digits(f"{text}:{local.second:02}" if seconds else text)


def written(date, jalali_pattern, pattern):
    return _written(date, jalali_pattern if is_persian() else str(pattern), get_language())


# A list shows the same few days over and over.
@lru_cache(maxsize=2000)
def _written(date, pattern, language):
    if "%" not in pattern:
        text = formats.date_format(date, pattern)
        # Days and months are small in Russian; Django begins them with capitals.
        return text.lower() if language == "ru" else text
    text = JalaliDate.to_jalali(date).strftime(pattern, locale="fa")
    return digits(text.replace(" ۰", " ").removeprefix("۰").replace(" 0", " ").removeprefix("0"))
