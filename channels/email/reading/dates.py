"""The Date field (RFC 5322 3.3), and what is written in its place."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import mktime_tz, parsedate_tz

_iso = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_named_zone = re.compile(r"(?i)\b(?:GMT|UTC|UT)\s?(?=[+-]\d)")
_zone = re.compile(r"([+-])\s?(\d{2}):?(\d{2})")
_day_first = re.compile(r"(\d{1,2})[-./ ]([A-Za-z]{3})[a-z]{0,6}[-./ ,]+(\d{2,4})")


def moment_of(text):
    """The aware moment that `text` means, or nothing. A time without a zone is UTC (RFC 5322: "-0000")."""
    text = _named_zone.sub("", " ".join(text[:200].split()))
    return _by_iso(text) or _by_rfc(text) or _by_rfc(_mended(text))


def _by_iso(text):
    match = _iso.search(text)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(number or 0) for number in match.groups()[:6])
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_offset(match[7] or "Z"))
    except ValueError:
        return None


def _by_rfc(text):
    try:
        parsed = parsedate_tz(text)
        if not parsed or not 1 <= parsed[1] <= 12 or not 1 <= parsed[2] <= 31 or parsed[0] < 1970:
            return None
        # The offset stays, since people ask "when was it there?"; an impossible one is UTC.
        offset = parsed[9] if parsed[9] is not None and abs(parsed[9]) < 86_400 else 0
        zone = timezone(timedelta(seconds=offset)) if offset else UTC
        return datetime.fromtimestamp(mktime_tz((*parsed[:9], offset)), zone)
    except (ValueError, TypeError, OverflowError, IndexError, OSError):
        return None


def _mended(text):
    """The usual slips put right: words around the date, dots for colons in the time."""
    text = re.sub(r"\([^()]*\)", " ", text)
    text = re.sub(r"(\d{1,2})\.(\d{2})\.(\d{2})\b(?!\d)", r"\1:\2:\3", text)
    text = _zone.sub(r"\1\2\3", text)
    found = _day_first.search(text)
    return f"{found[1]} {found[2]} {found[3]} {text[found.end() :].lstrip(' ,')}" if found else text


def _offset(text):
    if text == "Z":
        return UTC
    sign, hours, minutes = _zone.match(text).groups()
    return timezone(timedelta(hours=int(hours) % 24, minutes=int(minutes) % 60) * (-1 if sign == "-" else 1))
