"""Whatever bytes come: no exception, and time in proportion to their number."""

import email
import email.message
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.email.reading.bounces import failed_recipients, is_bounce
from channels.email.reading.complaints import is_complaint
from channels.email.reading.receipts import is_receipt
from channels.email.reading.tests.server_letters import LETTERS
from channels.email.reading.tests.server_letters_abroad import LETTERS_ABROAD
from channels.email.reading.tests.server_letters_gateways import LETTERS_OF_GATEWAYS

SIZE = 200_000
SECONDS = 3.0

BAITS = [
    "<", "<style", "<p ", "@", "a@", "a@b ", "<a@b>:\n", "<a@b>: 550 ", "to ", "to a", "\n", " \n", "\t",
    "550-", "5.1.1 ", "4.4.", "=\n", "--", "_-", "original ", "Final-Recipient: rfc822; a@b\n",
    "Status: 5.1.1\n", "Status: 5.1.1\n\n", "Final-Recipient: a@b\nAction: failed\n\n", "{", "[",
    '{"notificationType":', "(", "to: a@b\n", '"', "'", "RCPT TO:<a@b", "recipient ", "ü", "配信", "\r",
    "copy of ", "this is a copy ", "a.", ">>> ", "* a@b.example\n", "unknown user ",
]  # fmt: skip

HEAD = "From: MAILER-DAEMON@mx.example.org\nTo: us@desk.example.net\nSubject: failure notice\n"


def read_all(raw: bytes) -> list:
    """Reads these bytes in every way and gives the failed recipients."""
    return understand(email.message_from_bytes(raw))


def understand(message: email.message.Message) -> list:
    is_bounce(message), is_complaint(message), is_receipt(message)
    return failed_recipients(message)


def seconds_for(raw: bytes) -> float:
    """Without the parser's own seconds: what may be parsed at all is limited elsewhere."""
    message = email.message_from_bytes(raw)
    started = time.process_time()
    understand(message)
    return time.process_time() - started


@pytest.mark.parametrize("bait", BAITS)
@pytest.mark.parametrize("kind", ["text/plain", "text/html", "message/delivery-status"])
def test_no_bait_takes_more_than_moments(bait, kind):
    # The standard library needs seconds of its own for a report of many empty blocks.
    size = SIZE // 10 if kind == "message/delivery-status" else SIZE
    body = bait * (size // len(bait.encode()))
    opening = "Unable to deliver message to the following recipient\n\n"
    assert seconds_for(f"{HEAD}Content-Type: {kind}\n\n{opening}{body}".encode()) < SECONDS


def test_many_recipients_take_moments_and_are_cut():
    lines = "".join(f"<p{number}@post.example.org>:\n550 5.1.1 user unknown\n\n" for number in range(4_000))
    raw = f"{HEAD}\nUnable to deliver\n\n{lines}".encode()
    assert len(read_all(raw)) == 500
    assert seconds_for(raw) < SECONDS


def test_many_announced_recipients_take_moments():
    announced = ", ".join(f"p{number}@post.example.org" for number in range(4_000))
    body = "550 user unknown " * 10_000
    raw = f"{HEAD}X-Failed-Recipients: {announced}\n\n{body}".encode()
    assert len(read_all(raw)) == 500
    assert seconds_for(raw) < SECONDS


@given(st.binary(max_size=4_000))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_survived(raw):
    read_all(raw)


@given(
    st.sampled_from(LETTERS + LETTERS_OF_GATEWAYS + LETTERS_ABROAD),
    st.integers(0, 3_000),
    st.integers(0, 200),
    st.binary(max_size=60),
)
@settings(max_examples=150, deadline=None)
def test_any_torn_letter_is_survived(letter, start, length, put_in):
    raw = letter.mail("Return-Path: <>", "Content-Transfer-Encoding: 8bit")
    read_all(raw[:start] + put_in + raw[start + length :])


@given(st.binary(max_size=400), st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_torn_report_is_survived(fields, headers):
    head = b"From: MAILER-DAEMON\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n"
    part = (
        b"\n\n--b\nContent-Type: message/delivery-status\n"
        + headers
        + b"\n\nFinal-Recipient: rfc822; "
        + fields
    )
    read_all(head + headers + part + b"\n--b--\n")
