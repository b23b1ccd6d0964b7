"""Draws the life of one ticket: in which state it is, when what happened, how much was said."""

from dataclasses import dataclass

from tickets.models import Group

HOUR, DAY = 3600, 86400
# The newest tickets are open far more often than the old ones; together 4 in 100 are.
RECENT_SHARE, OPEN_AMONG_RECENT, OPEN_AMONG_OLD = 0.06, 0.45, 0.0138


@dataclass(slots=True)
class Life:
    """`spoken_until` bounds the conversation; the other moments are seconds since 1970, or None."""

    group: str
    turns: int
    taken: float | None = None
    spoken_until: float = 0
    resolved: float | None = None
    closed: float | None = None
    close: float | None = None
    is_silent: bool = False


def draw(dice, share, opened, now, autoclose_days):
    """The life of the ticket that stands at `share` (0 to 1) of all, opened at `opened`."""
    chance = OPEN_AMONG_RECENT if share > 1 - RECENT_SHARE else OPEN_AMONG_OLD
    if dice() < chance:
        return still_open(dice, opened, now)
    return ended(dice, opened, now, autoclose_days)


def still_open(dice, opened, now):
    draw = dice()
    spoken_until = opened + (now - opened) * (0.02 + 0.9 * dice() ** 3)
    if draw < 0.35:
        return Life(Group.NEW.value, 0 if dice() < 0.8 else 1, spoken_until=spoken_until)
    group = Group.IN_PROGRESS if draw < 0.77 else Group.WAITING
    taken = opened + (spoken_until - opened) * 0.1 * dice()
    return Life(group.value, max(how_many_turns(dice), 1), taken, spoken_until)


def ended(dice, opened, now, autoclose_days):
    hours = 0.5 + 200 * dice() ** 4
    resolved = min(opened + hours * HOUR, opened + (now - opened) * 0.98)
    taken = opened + (resolved - opened) * 0.4 * dice()
    is_silent = dice() > 0.55
    closing = resolved + (autoclose_days * DAY if is_silent else 2 * DAY * dice() ** 2 + 60)
    life = Life(Group.CLOSED.value, how_many_turns(dice), taken, resolved, resolved, is_silent=is_silent)
    if closing < now:
        life.closed = closing
    else:
        life.group, life.close = Group.RESOLVED.value, resolved + autoclose_days * DAY
    return life


def how_many_turns(dice):
    """Messages after the first: 2 on average, and 19 now and then."""
    draw = dice()
    for limit, count in ((0.22, 0), (0.5, 1), (0.72, 2), (0.85, 3)):
        if draw < limit:
            return count
    if draw < 0.95:
        return 4 + int(dice() * 4)
    return 9 + int(dice() * 4) if draw < 0.98 else 19
