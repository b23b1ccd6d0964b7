"""The person behind a mailing list that puts its own address into From, as lists do since DMARC (RFC 7489 §6.3)."""

import re

from channels.email.reading.addresses import addresses_of
from channels.email.reading.mail import Address

OF_LISTS = ("list-id", "list-post", "mailing-list", "x-mailing-list", "x-google-group-id")
# Whom the list itself names, the surest first.
NAMED_BY_LISTS = ("x-original-from", "x-original-sender", "reply-to")
# "Ann Archer via Staff", as lists write it in the languages they speak.
_via = re.compile(r"(?i)\s(?:via|über|por|par|tramite|üzerinden|через|از طریق)\s")
_quotes = " \t'\"‘’“”"


def person_behind(root, sender, hint):
    """The Address of whoever wrote a mail that a list sends as its own, or None when no list does so here."""
    if sender is None or not any(root.all(name) for name in OF_LISTS):
        return None
    veiled = _via.search(sender.name)
    if not veiled and not root.all("x-original-from"):
        return None
    name = sender.name[: veiled.start()].strip(_quotes) if veiled else ""
    posts = {one.address.lower() for one in _people(root, "list-post", hint)} | {sender.address.lower()}
    for field in NAMED_BY_LISTS:
        for one in _people(root, field, hint):
            if "@" in one.address and one.address.lower() not in posts:
                return Address(one.name or name, one.address)
    return None


def _people(root, name, hint):
    return [one for value in root.all(name)[:5] for one in addresses_of(value, hint)]
