"""Base64 (RFC 2045 6.8) as it arrives: with foreign bytes, missing padding, and padding in the middle."""

import binascii
import re

_foreign = re.compile(rb"[^A-Za-z0-9+/=]+")
_white = re.compile(rb"\s+")
_run = re.compile(rb"[^=]+")


def from_base64(data):
    """The bytes behind `data`, as many of them as can be had."""
    tight = _white.sub(b"", data)
    try:
        return binascii.a2b_base64(tight, strict_mode=True)
    except binascii.Error:
        runs = _run.findall(_foreign.sub(b"", tight))
    return b"".join(map(_from_run, runs))


def _from_run(run):
    if len(run) % 4 == 1:
        run = run[:-1]
    return binascii.a2b_base64(run + b"=" * (-len(run) % 4))
