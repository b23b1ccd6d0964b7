"""How often something may happen, and that it happens only once. Kept in PostgreSQL, exact among all processes."""

import hashlib
from datetime import timedelta

from django.core.cache import cache
from django.db import connection, transaction

A_DAY = int(timedelta(days=1).total_seconds())


def hold(*names):
    """Make everybody else who holds one of `names` wait until this transaction ends."""
    # Always in one order, so that no two wait for each other.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s::text[]) AS name",
            [sorted(set(names))],
        )


@transaction.atomic
def allowed(name, who, *, most, per):
    """Count one more `name` by `who`; whether that is still within `most` in any `per` (a timedelta).

    A bucket of `most` tokens that fills up evenly within `per`: an even flow passes, a flood does not.
    """
    key = key_of("limit", name, who)
    hold(key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        now = float(cursor.fetchone()[0])
    tokens, since = cache.get(key, (most, now))
    tokens = min(most, tokens + (now - since) * most / per.total_seconds())
    is_allowed = tokens >= 1
    cache.set(key, (tokens - is_allowed, now), int(per.total_seconds()) + 60)
    return is_allowed


@transaction.atomic
def once(key, act):
    """What `act()` returned when it first ran for `key`; a second press of the same button runs nothing.

    The result (not None) is remembered for a day. Whatever `act` raises is not remembered.
    """
    key = key_of("once", key)
    hold(key)
    known = cache.get(key)
    if known is None:
        known = act()
        cache.set(key, known, A_DAY)
    return known


def was_done(key):
    """Whether `once(key, ...)` has already done its work."""
    return cache.get(key_of("once", key)) is not None


def key_of(*parts):
    # Keys hold what strangers typed: a digest has one length and no odd characters.
    return hashlib.sha256("\x00".join(str(part) for part in parts).encode()).hexdigest()
