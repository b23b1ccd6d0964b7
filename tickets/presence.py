"""Who else is here: kept in a cache for 45 seconds, missed by nobody when that cache is gone."""

import time

from django.core.cache import caches

from core.live import tell_open_pages

SECONDS = 45
VIEWING, REPLYING, GONE = "viewing", "replying", "gone"
STATES = (VIEWING, REPLYING, GONE)


def note(ticket, user, state):
    """Remember that `user` is viewing or replying to `ticket`, or has gone; open pages hear when that is new."""
    here = _read(caches["presence"].get(_key(ticket.pk)))
    _name, former, _at = here.pop(user.pk, ("", GONE, 0))
    state = state if state in STATES else GONE
    if state != GONE:
        here[user.pk] = (str(user), state, time.time())
    caches["presence"].set(_key(ticket.pk), here, SECONDS)
    if state != former:
        tell_open_pages([f"presence.{ticket.number}"], desk=ticket.desk_id)


def for_tickets(ids):
    """{ticket id: [(user id, name, state)]} of those among `ids` where somebody is."""
    keys = {_key(pk): pk for pk in ids}
    found = caches["presence"].get_many(list(keys)) if keys else {}
    present = {keys[key]: _people(value) for key, value in found.items()}
    return {pk: people for pk, people in present.items() if people}


def others_at(ticket, user):
    """[(user id, name, state)] of everybody else at `ticket`."""
    return [person for person in for_tickets([ticket.pk]).get(ticket.pk, []) if person[0] != user.pk]


def _key(pk):
    return f"here:{pk}"


def _read(value):
    since = time.time() - SECONDS
    return {pk: facts for pk, facts in (value or {}).items() if facts[2] > since}


def _people(value):
    return [(pk, name, state) for pk, (name, state, _at) in sorted(_read(value).items())]
