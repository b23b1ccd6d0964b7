"""A `Mail` as bytes and back, between the reading child and the house.

JSON and raw bytes, never pickle: whoever takes over the child by a hostile mail must not get a word into the house
but a strange mail.
"""

import json
import struct
from dataclasses import fields
from datetime import datetime

from channels.email.reading.mail import (
    Address,
    Attachment,
    AuthenticationResults,
    FailedRecipient,
    Forwarded,
    Invitation,
    Mail,
)

LENGTHS = struct.Struct("!II")
WORDS = (
    "subject",
    "message_id",
    "text",
    "html",
    "safe_html",
    "shown_html",
    "shown_css",
    "reply",
    "dmarc_verdict",
)
QUESTIONS = ("is_sender_weak", "has_remote_content", "is_auto", "no_auto_reply", "is_bounce", "is_complaint",
             "is_receipt", "is_encrypted", "is_formatted")  # fmt: skip
LISTS_OF_WORDS = ("in_reply_to", "references", "oddities")
PEOPLE = ("to", "cc", "reply_to")


def to_wire(mail):
    """The mail as a list of bytes to be sent one after the other."""
    values = {name: getattr(mail, name) for name in (*WORDS, *QUESTIONS, *LISTS_OF_WORDS)}
    values |= {name: [_plain(one) for one in getattr(mail, name)] for name in PEOPLE}
    values["sender"], values["behind"] = _plain(mail.sender), _plain(mail.behind)
    values["date"] = mail.date.isoformat() if mail.date else None
    values["headers"] = mail.headers
    values["forwarded"] = _forwarded_to(mail.forwarded)
    for name in ("invitations", "failed", "authentication_results"):
        values[name] = [_plain(one) for one in getattr(mail, name)]
    values["attachments"] = [_plain(one) | {"content": len(one.content)} for one in mail.attachments]
    head = json.dumps(values, ensure_ascii=True).encode("ascii")
    contents = [one.content for one in mail.attachments]
    return [LENGTHS.pack(len(head), sum(map(len, contents))), head, *contents]


def from_wire(head, contents):
    """The mail again, of what `to_wire` wrote: its `head`, and `contents`, a binary file with all that followed.

    ValueError, KeyError or TypeError for anything else.
    """
    values = json.loads(head)
    mail = Mail(**{name: _of(str, values[name]) for name in WORDS})
    for name in QUESTIONS:
        setattr(mail, name, _of(bool, values[name]))
    for name in LISTS_OF_WORDS:
        setattr(mail, name, [_of(str, one) for one in values[name]])
    for name in PEOPLE:
        setattr(mail, name, [_record(Address, one) for one in values[name]])
    mail.sender = _record(Address, values["sender"]) if values["sender"] else None
    mail.behind = _record(Address, values["behind"]) if values["behind"] else None
    mail.date = datetime.fromisoformat(values["date"]) if values["date"] else None
    mail.headers = {name: [_of(str, one) for one in said] for name, said in values["headers"].items()}
    mail.forwarded = _forwarded_from(values["forwarded"])
    mail.invitations = [_record(Invitation, one) for one in values["invitations"]]
    mail.failed = [_record(FailedRecipient, one) for one in values["failed"]]
    mail.authentication_results = [_results(one) for one in values["authentication_results"]]
    mail.attachments = list(_attachments(values["attachments"], contents))
    return mail


def _plain(record):
    return {one.name: getattr(record, one.name) for one in fields(record)} if record else None


def _forwarded_to(forwarded):
    if not forwarded:
        return None
    people = {name: [_plain(one) for one in getattr(forwarded, name)] for name in ("to", "cc")}
    return _plain(forwarded) | people | {"sender": _plain(forwarded.sender)}


def _forwarded_from(values):
    if not values:
        return None
    words = {name: _of(str, values[name]) for name in ("subject", "date", "text", "comment")}
    sender = _record(Address, values["sender"]) if values["sender"] else None
    to, cc = ([_record(Address, one) for one in values[name]] for name in ("to", "cc"))
    return Forwarded(sender=sender, to=to, cc=cc, **words)


def _results(values):
    pairs = [(_of(str, method), _of(str, result)) for method, result in values["results"]]
    return AuthenticationResults(_of(str, values["authserv_id"]), pairs)


def _attachments(files, contents):
    for values in files:
        length = _of(int, values.pop("content"))
        content = contents.read(length) if length >= 0 else b""
        if len(content) != length:
            raise ValueError("a file longer than what came")
        yield _record(Attachment, values, content=content)


def _record(kind, values, **more):
    types = {one.name: one.type for one in fields(kind)}
    return kind(**{name: _of(types[name], value) for name, value in values.items()}, **more)


def _of(kind, value):
    if type(value) is not kind:
        raise TypeError(f"{kind} wanted")
    return value
