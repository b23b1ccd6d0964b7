"""What the clock on the wall shows: instants and local days of a time zone, and where its clock jumps.

Instants are microseconds since 1970-01-01T00:00Z, days are counted from 1 January 1970, wall times are microseconds
since midnight. Source of zones: IANA, by zoneinfo and tzdata.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SECOND = 1_000_000
DAY = 86_400 * SECOND
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  a wall clock has no zone
EPOCH_ORDINAL = EPOCH.toordinal()


def zone(name):
    """The time zone called `name` (IANA); ValueError for one that nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError) as error:
        raise ValueError(f"{name!r} is no time zone.") from error


def microseconds(moment):
    """The instant of an aware datetime."""
    since = moment - datetime.fromtimestamp(0, UTC)
    return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds


def moment(at):
    """The aware datetime (UTC) of an instant; None stays None."""
    return None if at is None else datetime.fromtimestamp(0, UTC) + timedelta(microseconds=at)


def offset(zone, at):
    """How far the wall clock of `zone` is ahead of UTC at an instant, in microseconds."""
    ahead = datetime.fromtimestamp(at // SECOND, zone).utcoffset()
    return (ahead.days * 86_400 + ahead.seconds) * SECOND


def instant(zone, day, wall):
    """The instant at which the wall clock of `zone` shows `wall` on a local day.

    Of two such instants it is the first; a wall time that is skipped moves on by the gap (PEP 495, fold=0).
    """
    shown = EPOCH + timedelta(days=day, microseconds=wall)
    ahead = shown.replace(tzinfo=zone).utcoffset()
    return day * DAY + wall - (ahead.days * 86_400 + ahead.seconds) * SECOND


def iso(day):
    """ "2026-04-23" for days since 1970."""
    return date.fromordinal(day + EPOCH_ORDINAL).isoformat()


def constant_offsets(zone, since, until):
    """[since, until) cut into (from, to, offset) where the offset of `zone` from UTC changes."""
    begins, looked_at, now = since, since, offset(zone, since)
    for at in (*range(since // DAY * DAY + DAY, until, DAY), until):
        if (then := offset(zone, at)) != now:
            change = _change_between(zone, looked_at, at, now)
            if change < until:
                yield begins, change, now
                begins = change
            now = then
        looked_at = at
    if begins < until:
        yield begins, until, now


def _change_between(zone, before, after, shift):
    """The first second after `before` at which the offset is no longer `shift`."""
    before, after = before // SECOND, -(-after // SECOND)
    while after - before > 1:
        middle = (before + after) // 2
        if offset(zone, middle * SECOND) == shift:
            before = middle
        else:
            after = middle
    return after * SECOND
