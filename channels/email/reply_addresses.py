"""Addresses that bring an answer back to its ticket, whatever the mail program does to the headers.

support+10461-2s-a<16 letters>@example.org: the ticket, the person it was written to (base 36), the version of the
key, and an HMAC of 80 bits over both in base 32 (RFC 4648), all in small letters. Such an address is good for adding
words to this ticket, never for reading it.
"""

import base64
import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

SALT = "channels.email.reply_addresses"
LETTERS = 16
TOKEN = re.compile(r"(?P<number>\d{1,18})-(?P<person>[0-9a-z]{1,12})-(?P<proof>[a-z2-7]{16})(?![a-z2-7])")


@dataclass(frozen=True)
class Way:
    """What a genuine reply address says: which ticket, and to whom it was written."""

    number: int
    person: int


def reply_address(address, number, person):
    """`address` with the token of a ticket's `number` and the id of a `person`."""
    local, _at, domain = address.rpartition("@")
    return f"{local}+{token(number, person)}@{domain}"


def token(number, person):
    """What proves that we wrote to this person about this ticket."""
    return f"{number}-{int_to_base36(person)}-{_proof(number, person, settings.SECRET_KEY)}"


def way_of(address):
    """The Way an address or a Message-ID leads, or None when it bears no genuine token."""
    for found in TOKEN.finditer(address.lower()):
        number, person = int(found["number"]), base36_to_int(found["person"])
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        proofs = [_proof(number, person, key) for key in keys]
        if any(constant_time_compare(proof, found["proof"]) for proof in proofs):
            return Way(number, person)
    return None


def _proof(number, person, key):
    digest = salted_hmac(SALT, f"{number}/{person}", secret=key, algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()
