"""Codes in the words of mail servers: replies (RFC 5321 4.2) and enhanced statuses (RFC 3463)."""

import re

_ENHANCED = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?!\.?\d)")
_REPLY = re.compile(r"(?<![\d.\-:/])([45][0-57]\d)(?=[ \-:#]|$)", re.MULTILINE)
_FIELD = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?!\d)")
# Amazon SES puts this before whatever a server said.
_SES_WORDS = re.compile(r"5\.1\.0 - unknown address error", re.IGNORECASE)
_BEFORE_LINES = re.compile(r"(?<!\d)[45]\d\d-(?:#?[45]\.\d{1,3}\.\d{1,3}(?!\d))?")


def field_status(value: str) -> str:
    """The status that stands at the beginning of a Status field ("5.1.1 (no mailbox)"), or empty."""
    found = _FIELD.match(value)
    return found[1] if found else ""


def told_status(text: str) -> str:
    """The most telling enhanced status in a diagnosis; x.y.0 says little and yields to any other."""
    statuses = _ENHANCED.findall(text)
    telling = [status for status in statuses if not status.endswith(".0")]
    return (telling or statuses or [""])[0]


def told_reply(text: str) -> str:
    """The first SMTP reply code of a failure in a diagnosis ("550"), or empty."""
    found = _REPLY.search(text)
    return found[1] if found else ""


def without_line_codes(text: str) -> str:
    """Takes the codes away that open each line of a reply of many lines, so that sentences are whole."""
    return _BEFORE_LINES.sub(" ", _SES_WORDS.sub(" ", text))
