"""How each of those who bring mail by HTTP writes it down, and proves that it is theirs.

A way is a function of the Inlet, the headers and of what reads the bytes; it returns a Brought, or raises Unproven,
or Strange when what came is no mail.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import compat32
from urllib.parse import parse_qsl

from django.utils.crypto import constant_time_compare

from channels.email.proving import Unproven, check_age, check_password, check_signature
from channels.models import Inlet

MOST_FIELDS = 200


class Strange(Exception):
    """It is proven, and no mail."""


@dataclass(frozen=True)
class Brought:
    """The bytes of a mail, and its name over there: the same whenever it is brought again."""

    name: str
    raw: bytes
    envelope_from: str | None = None
    envelope_to: str = ""


def by_script(inlet, headers, read):
    """The mail itself is the body (message/rfc822), signed with our secret."""
    name, raw = check_signature(inlet.own_secret, headers, read)
    if not raw.strip():
        raise Strange("There is no mail in it.")
    return Brought(name, raw)


def by_mailgun(inlet, headers, read):
    """A route that forwards to an address ending in “mime”: fields of a form, the mail among them."""
    fields = fields_of(read(), headers.get("Content-Type", ""))
    moment, token, given = (
        fields.get(name, b"").decode("latin-1") for name in ("timestamp", "token", "signature")
    )
    check_age(moment)
    right = hmac.new(inlet.signing_key.encode(), f"{moment}{token}".encode(), hashlib.sha256).hexdigest()
    if not constant_time_compare(given, right):
        raise Unproven("The signature is wrong.")
    if not fields.get("body-mime"):
        raise Strange("There is no body-mime: forward to this address as it stands, with “mime” at its end.")
    return Brought(
        token[:200],
        fields["body-mime"],
        envelope_from=fields.get("sender", b"").decode(errors="replace")[:320],
        envelope_to=fields.get("recipient", b"").decode(errors="replace")[:320],
    )


def by_postmark(inlet, headers, read):
    """JSON, with the mail in RawEmail where that is switched on over there."""
    check_password(inlet.own_password, headers)
    try:
        told = json.loads(read())
        raw = told["RawEmail"].encode("utf-8", "surrogateescape")
        name = str(told["MessageID"])[:200]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Strange(
            "There is no RawEmail: switch on “Include raw email content in JSON payload”."
        ) from error
    return Brought(name, raw, envelope_to=str(told.get("OriginalRecipient", ""))[:320])


WAYS = {Inlet.Way.PLAIN: by_script, Inlet.Way.MAILGUN: by_mailgun, Inlet.Way.POSTMARK: by_postmark}


def fields_of(body, content_type):
    """The fields of a form, as the bytes they were sent as: a mail need not be in any charset."""
    if content_type.lower().startswith("application/x-www-form-urlencoded"):
        text = body.decode("latin-1")
        pairs = parse_qsl(text, keep_blank_values=True, encoding="latin-1", max_num_fields=MOST_FIELDS)
        return {name: value.encode("latin-1") for name, value in pairs}
    if not content_type.lower().startswith("multipart/form-data"):
        raise Unproven("That is no form.")
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
    form = BytesParser(policy=compat32).parsebytes(head + body)
    parts = form.get_payload() if form.is_multipart() else []
    return {
        str(part.get_param("name", "", header="Content-Disposition")): part.get_payload(decode=True) or b""
        for part in parts[:MOST_FIELDS]
    }
