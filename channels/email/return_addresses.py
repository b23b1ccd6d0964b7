"""Addresses that a mail comes back to when it cannot be delivered (VERP): each leads to its own row of the outbox.

support+r-2s-<16 letters>@example.org: the row (base 36), and an HMAC of 80 bits over it in base 32 (RFC 4648). It
stands in the envelope alone, where no reader sees it: what is written to it was written by a machine.
"""

import base64
import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

SALT = "channels.email.return_addresses"
TOKEN = re.compile(r"\+r-(?P<row>[0-9a-z]{1,12})-(?P<proof>[a-z2-7]{16})@")


def return_address(address, row):
    """`address` with the token of the outgoing row with the id `row`."""
    local, _at, domain = address.rpartition("@")
    return f"{local}+r-{int_to_base36(row)}-{_proof(row, settings.SECRET_KEY)}@{domain}"


def row_of(addresses):
    """The id of the outgoing row that one of `addresses` genuinely leads to, or None."""
    for found in filter(None, (TOKEN.search(address.lower()) for address in addresses if address)):
        row = base36_to_int(found["row"])
        for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
            if constant_time_compare(_proof(row, key), found["proof"]):
                return row
    return None


def envelope_sender(row):
    """The return path of an Outgoing: its own address where its mailbox takes such, else nobody's for what a machine
    made (RFC 3834 §3.3), and the mailbox for the words of people."""
    if row.mailbox and row.mailbox.takes_plus:
        return return_address(row.sent_by, row.pk)
    return "" if row.is_automatic else row.sent_by


def _proof(row, key):
    digest = salted_hmac(SALT, str(row), secret=key, algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()
