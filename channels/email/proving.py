"""How a machine that calls us by HTTP proves who it is, and that it says so now."""

import base64
import binascii
import hashlib
import hmac
from datetime import timedelta

from django.utils.crypto import constant_time_compare

from core.clock import database_time

OLDEST = timedelta(minutes=10)


class Unproven(Exception):
    """Without proof, or with one that is too old."""


def check_age(moment):
    """`moment` in seconds since 1970, as text: raise Unproven unless it is within ten minutes of now."""
    if not moment.isascii() or not moment.isdigit() or len(moment) > 12:
        raise Unproven("There is no time of sending.")
    if abs(database_time().timestamp() - int(moment)) > OLDEST.total_seconds():
        raise Unproven("It was sent more than ten minutes ago, or a clock is wrong.")


def signature(secret, name, moment, body):
    """What standardwebhooks.com has one send, v1: over its id, its moment and its bytes."""
    signed = f"{name}.{moment}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


def check_signature(secret, headers, read, prefix="webhook"):
    """Check a call signed as standardwebhooks.com says; (its id, its bytes).

    `read()` gives the bytes, and is asked only when everything else is right. Raises Unproven.
    """
    name, moment, given = (headers.get(f"{prefix}-{what}", "") for what in ("id", "timestamp", "signature"))
    if not name or not given or len(name) > 200:
        raise Unproven("There is no id or no signature.")
    check_age(moment)
    body = read()
    right = signature(secret, name, moment, body)
    if not any(constant_time_compare(one, right) for one in given.split()[:10]):
        raise Unproven("The signature is wrong.")
    return name, body


def check_password(password, headers):
    """Check the password of “mail” in an Authorization header (RFC 7617). Raises Unproven."""
    kind, _space, given = headers.get("Authorization", "").partition(" ")
    try:
        said = base64.b64decode(given, validate=True).decode()
    except (binascii.Error, ValueError):
        said = ""
    if kind.lower() != "basic" or not constant_time_compare(said, f"mail:{password}"):
        raise Unproven("The password is wrong.")


def key_of(shown):
    """The bytes of a key that is written as whsec_… in base64. Raises Unproven when it is none."""
    try:
        return base64.b64decode(shown.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise Unproven("The signing key is none.") from error
