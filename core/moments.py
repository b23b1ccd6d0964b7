"""Moments in words, in the reader's language, calendar, digits and time zone."""

from functools import lru_cache

from django.utils import formats, timezone
from django.utils.timezone import get_current_timezone
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
MONTH = pgettext_lazy("date format", "F Y")


def is_persian():
    return (get_language() or "").startswith("fa")


def digits(text):
    """The same text with Persian digits for a Persian reader."""
    return str(text).translate(PERSIAN_DIGITS) if is_persian() else str(text)


class Almanac:
    """Moments as one reader reads them now: asked once for language, time zone and today, then for many moments."""

    def __init__(self, now=None, zone=None):
        self.now, self.zone, self.language = (
            now or timezone.now(),
            zone or get_current_timezone(),
            get_language(),
        )
        self.today = self.now.astimezone(self.zone).date()
        self.is_persian = (self.language or "").startswith("fa")
        self.comma = "،" if self.is_persian else ","
        self._said = {}

    def digits(self, text):
        return text.translate(PERSIAN_DIGITS) if self.is_persian else text

    def said(self, phrase):
        """A phrase that a module keeps for good, in the reader's language; translated once."""
        if id(phrase) not in self._said:
            self._said[id(phrase)] = str(phrase)
        return self._said[id(phrase)]

    def relative(self, moment, short=False):
        """Words such as "5 min ago" within 24 hours of now, else None."""
        seconds = (moment - self.now).total_seconds()
        minutes = round(abs(seconds) // 60)
        if minutes >= 24 * 60:
            return None
        elif minutes == 0:
            phrase = "now"
        else:
            unit = "minutes" if minutes < 60 else "hours"
            phrase = unit if short else f"in_{unit}" if seconds > 0 else f"{unit}_ago"
        number = minutes if minutes < 60 else minutes // 60
        return self.digits(self.said(PHRASES[phrase]).replace("{n}", str(number)))

    def exact(self, moment, short=False):
        """Day and minute: the weekday within a week ahead, the year when it is another; short is the day."""
        local = moment.astimezone(self.zone)
        date = local.date()
        if 0 <= (date - self.today).days < 7:
            return f"{self._written(date, '%A', 'D')} {self._time_of(local)}"
        elif local.year != self.today.year:
            return self.short_date(date)
        else:
            text = self._written(date, "%d %B", SHORT_DAY)
            return text if short else f"{text}{'،' if self.is_persian else ''} {self._time_of(local)}"

    def day(self, moment):
        """The whole date: Saturday 21 November 2026."""
        return self._written(moment.astimezone(self.zone).date(), "%A %d %B %Y", WHOLE_DATE)

    def short_date(self, date):
        """A date that has no time of day: 21 Nov 2026."""
        return self._written(date, "%d %B %Y", SHORT_DATE)

    def month(self, day):
        """The month a date lies in: November 2026."""
        return self._written(day, "%B %Y", MONTH)

    def full(self, moment):
        """The whole date to the second, with the time zone."""
        local = moment.astimezone(self.zone)
        day = self._written(local.date(), "%A %d %B %Y", WHOLE_DATE)
        time = f"{self._time_of(local)}{self.digits(f':{local.second:02}')}"
        return f"{day}{self.comma} {time} {self.digits(local.tzname())}"

    def clock(self, moment):
        """The time of day in 24 hours."""
        return self._time_of(moment.astimezone(self.zone))

    def to_the_second(self, moment):
        """The time of day with its seconds, in 24 hours."""
        local = moment.astimezone(self.zone)
        return self.digits(f"{local:%H:%M:%S}")

    def _time_of(self, local):
        return self.digits(f"{local.hour:02}:{local.minute:02}")

    def _written(self, date, jalali_pattern, pattern):
        return _written(date, jalali_pattern if self.is_persian else self.said(pattern), self.language)


# A list shows the same few days over and over.
@lru_cache(maxsize=2000)
def _written(date, pattern, language):
    if "%" not in pattern:
        text = formats.date_format(date, pattern)
        # Days and months are small in Russian; Django begins them with capitals.
        return text.lower() if language == "ru" else text
    text = JalaliDate.to_jalali(date).strftime(pattern, locale="fa")
    return digits(text.replace(" ۰", " ").removeprefix("۰").replace(" 0", " ").removeprefix("0"))
