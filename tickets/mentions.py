"""Finds the colleagues called by “@name” in a note."""

import re

from accounts.models import User


def mentioned_in(body, desk):
    """The people working at `desk` whom `body` calls by @ and their whole name or address."""
    if "@" not in body:
        return []
    colleagues = {name: user for user in User.objects.working_at(desk) for name in names_of(user)}
    # The longest name first: “@Ann Lee” is not “@Ann”.
    names = sorted(colleagues, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w@])@({'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    found = pattern.findall(body) if names else []
    lowered = {name.lower(): user for name, user in colleagues.items()}
    return list({lowered[name.lower()].pk: lowered[name.lower()] for name in found}.values())


def names_of(user):
    return [name for name in (user.name, user.email) if name]
