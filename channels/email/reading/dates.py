"""The Date field (RFC 5322 3.3, its obsolete forms too), and what mail programs write in its place.

The pieces are looked for each on its own: programs translate, reorder and repeat them.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

_year_first = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_day_first = re.compile(r"(\d{1,2})[-./, ]{1,3}([^\W\d_]{3,12})[-./, ]{1,3}(\d{2,4})(?![\d:])")
_month_first = re.compile(
    r"([^\W\d_]{3,12})\.? {1,3}(\d{1,2})(?:st|nd|rd|th)?,? [^\n]{0,40}?\b(\d{4})\b(?!:)"
)
_time = re.compile(
    r"(?<![\d+-])(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d{1,9})?(?: ?([ap])\.?m\b\.?)?(?!\d)", re.I
)
_zone = re.compile(r"([+-]) ?(\d{2}):?(\d{2})(?!\d)")
_named_zone = re.compile(r"\b[A-Z]{2,5}\b")
# RFC 5322 4.3 names the American ones; the others are those that programs write without a number.
ZONES = {
    "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "BST": 1, "CET": 1,
    "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
# The first letters of each month, as programs that translate dates write them.
MONTHS = [
    "jan gen ene sty led янв січ яну tam oca ιαν ján januar", "feb fev fév lut úno uno фев лют şub sub hel φεβ",
    "mar mär mrz mrt maa bře bre мар бер μαρ már", "apr avr abr kwi dub апр кві nis huh απρ ápr",
    "may mai maj mag mei máj kvě kve май мая тра mayı tou μαι μάι",
    "jun giu juin cze čer чер haz kes ιουν jún июн юни",
    "jul lug juil lip čec tem hei ιουλ júl июл лип юли", "aug ago aoû aou sie srp авг сер ağu agu elo αυγ",
    "sep set wrz zář zar сен вер eyl syy σεπ sze", "oct okt ott out paź paz říj rij окт жов eki ekim lok οκτ",
    "nov lis noy ноя лис kas νοε", "dec dez dic déc gru pro дек гру ara jou δεκ",
]  # fmt: skip


def moment_of(text):
    """The aware moment that `text` means, or nothing. A time without a zone is UTC (RFC 5322: "-0000")."""
    text = " ".join(text[:200].split())
    day, clock = _day(text), _time.search(text)
    if not day or not clock:
        return None
    hour, minute, second = (int(number or 0) for number in clock.groups()[:3])
    if clock[4]:
        hour = hour % 12 + (12 if clock[4] in "pP" else 0)
    try:
        # 24:00 and leap seconds are the next moment.
        start = datetime(*day, tzinfo=_offset(text[clock.end() :]))
        return start + timedelta(hours=min(hour, 24), minutes=min(minute, 59), seconds=min(second, 60))
    except (ValueError, OverflowError):
        return None


def _day(text):
    """Year, month and day, in whatever order they stand."""
    if found := _year_first.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    if (found := _day_first.search(text)) and (month := _month(found[2])):
        return _year(found[3]), month, int(found[1])
    if (found := _month_first.search(text)) and (month := _month(found[1])):
        return int(found[3]), month, int(found[2])
    return None


@lru_cache(maxsize=256)
def _month(word):
    word = word.lower()
    fitting = [
        (len(beginning), number)
        for number, beginnings in enumerate(MONTHS, 1)
        for beginning in beginnings.split(" ")
        if word.startswith(beginning)
    ]
    # The longest beginning counts: juil is July though ju could be June.
    return max(fitting)[1] if fitting else None


def _year(digits):
    """RFC 5322 4.3: two digits below 50 are of this century, other two and three are counted from 1900."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 50 else 1900)


def _offset(text):
    if found := _zone.search(text):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3])) * (-1 if found[1] == "-" else 1)
        return timezone(offset) if abs(offset) < timedelta(days=1) else UTC
    hours = next((ZONES[name] for name in _named_zone.findall(text) if name in ZONES), 0)
    return timezone(timedelta(hours=hours)) if hours else UTC
