"""Who wrote, to whom, about what, in answer to what: the fields of a mail as values."""

import re

from channels.email.reading.addresses import addresses_of, is_list_cut
from channels.email.reading.dates import moment_of
from channels.email.reading.headers import as_text, readable
from channels.email.reading.limits import (
    LONGEST_HEADER,
    LONGEST_SUBJECT,
    MOST_HEADER_NAMES,
    MOST_OF_A_NAME,
    MOST_RECIPIENTS,
    MOST_REFERENCES,
)

_id = re.compile(r"<([^<>]{1,998})>")
_space = re.compile(r"\s+")
# RFC 5322 asks for From; where it is missing these speak for the sender, each less surely than the one before.
INSTEAD_OF_FROM = ("reply-to", "sender", "return-path", "envelope-from", "x-envelope-from")


def sender_of(root, hint, oddities):
    """The one who wrote, and whether that is weak: taken from another field than From, or one of several."""
    written = [one for one in _all(root, "from", hint) if one.address]
    proper = [one for one in written if "@" in one.address]
    if proper:
        if len({one.address.lower() for one in proper}) > 1:
            oddities.append("several senders")
        return proper[0], len(proper) > 1
    for name in INSTEAD_OF_FROM:
        for one in _all(root, name, hint):
            if "@" in one.address:
                oddities.append("no sender")
                return one, True
    return (written or [None])[0], True


def people_of(root, name, hint, oddities):
    """Every mailbox of the fields `name`, each once."""
    if any(is_list_cut(value) for value in root.all(name)):
        oddities.append("too many recipients")
    found = {}
    for one in _all(root, name, hint):
        if one.address:
            found.setdefault(one.address.lower(), one)
    return list(found.values())[:MOST_RECIPIENTS]


def _all(root, name, hint):
    people = []
    for value in root.all(name):
        people.extend(addresses_of(value, hint))
        if len(people) >= MOST_RECIPIENTS:
            break
    return people


def subject_of(root, hint):
    """The subject on one line; of several fields the first that says something."""
    subjects = (readable(value, hint) for value in root.all("subject"))
    return next(filter(None, subjects), "")[:LONGEST_SUBJECT]


def message_id_of(root):
    """The Message-ID in its angle brackets, or empty."""
    return next(iter(message_ids_of(root, "message-id")), "")


def message_ids_of(root, name):
    """Every id of a field in angle brackets, in order, each once (RFC 5322 3.6.4)."""
    text = " ".join(as_text(value) for value in root.all(name)[:5])
    found = _id.findall(text) or [word for word in text.split() if "@" in word or name == "message-id"]
    ids = [f"<{_space.sub('', one)}>" for one in found]
    return list(dict.fromkeys(ids))[:MOST_REFERENCES]


def date_of(root):
    """When it was sent, or else when the first server took it in; nothing when no field says so."""
    for value in root.all("date")[:3]:
        if found := moment_of(readable(value)):
            return found
    for value in reversed(root.all("received")[-3:]):
        if found := moment_of(as_text(value).rpartition(";")[2]):
            return found
    return None


def headers_of(root, hint):
    """The fields of the head by name in small letters, each with its values as a person reads them: what rules ask
    for, and not all of a head that has no end."""
    found = {}
    for name, value in root.fields:
        values = (
            found.setdefault(name.lower(), []) if len(found) < MOST_HEADER_NAMES else found.get(name.lower())
        )
        if values is not None and len(values) < MOST_OF_A_NAME:
            values.append(readable(value[: 4 * LONGEST_HEADER], hint)[:LONGEST_HEADER])
    return found
