"""Whatever bytes arrive, a mail comes out: never an exception, never what the database cannot hold."""

import io
import json
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.email.conformance import parse
from channels.email.reading import Mail, read
from channels.email.reading.limits import DEEPEST_PART, MOST_PARTS, MOST_RECIPIENTS
from channels.email.reading.structure import every, tree_of
from channels.email.reading.tests.letters import letter, mixed
from channels.email.reading.wire import from_wire, to_wire

CALENDAR = (
    "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:2026\nEND:VEVENT\nEND:VCALENDAR"
)
SAMPLES = [
    letter("Good morning", Date="Mon, 02 Mar 2026 10:00:00 +0000", References="<1@x.org> <2@x.org>"),
    mixed("\nGood morning", "Content-Type: text/html\n\n<p style='color:red'>Hi <img src=//x.org>", CALENDAR),
    mixed(
        "Content-Type: message/rfc822\n\nSubject: a\n\nb",
        "Content-Type: image/png; name*0=a; name*1*=''%C3\n\nAA",
    ),
    letter(
        "\x1b$B%5%s\x1b(B", type="text/plain; charset=iso-2022-jp; format=flowed; delsp=yes", encoding="8bit"
    ),
    letter("=C3=BC=\n", encoding="quoted-printable", Subject="=?utf-8?Q?=C3?= =?utf-8?B?vA==?="),
    letter(b'x\x9f>"\x01\x00', type="application/ms-tnef; name=winmail.dat"),
    mixed("\nFailed", "Content-Type: message/delivery-status\n\nStatus: 5.1.1", type="multipart/report"),
]
BAIT = [
    "(",
    "[",
    "<",
    '"',
    "=?a?Q?",
    "a,",
    "a@",
    "a@b,",
    "=?",
    "\\",
    ">",
    "> ",
    "\n> ",
    "\n-- \n",
    "On a\n",
    "begin 644 a\n",
    "&",
    "&#",
    "<p><b>",
    "<div>",
    "<a href=",
    "<!--",
    "<style>",
    '<p style="a:b">',
    "-----",
    "--frontier\n",
    "\r",
    " ",
    ";",
    "http://",
    "550 5.1.1 <a@b>\n",
    "From: a\n",
    "\n\n",
    "\u0000",
    "=\n",
    "Ž",
    "سلام ",
]


def assert_storable(raw):
    """What was read can be kept, and no step gave up on the way."""
    found = json.dumps(parse(raw), ensure_ascii=False)

    found.encode("utf-8")
    assert "\\u0000" not in found
    assert not [oddity for oddity in read(raw).oddities if "not read (" in oddity]


@given(st.binary(max_size=2_000))
@settings(max_examples=200, deadline=None)
def test_any_bytes_at_all_are_a_mail(raw):
    assert_storable(raw)


@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0, 600), st.binary(max_size=6)), max_size=8))
@settings(max_examples=300, deadline=None)
def test_a_mail_that_was_damaged_on_its_way_is_still_a_mail(raw, damages):
    for at, damage in damages:
        raw = raw[:at] + damage + raw[at + len(damage) :]

    assert_storable(raw)
    mail = read(raw)
    _lengths, head, *contents = to_wire(mail)
    assert from_wire(head, io.BytesIO(b"".join(contents))) == mail


@pytest.mark.parametrize("bait", BAIT)
def test_no_bait_takes_more_than_linear_time(bait):
    body = bait * (200_000 // len(bait))
    folded = body[:100_000].replace("\n", "\r\n ")
    for raw in (
        letter(body),
        letter(body, type="text/html"),
        letter("x", Subject=folded, To=folded, References=folded, Date=folded, Content_Disposition=folded),
        mixed(f"\n{body}", f"Content-Type: message/delivery-status\n\n{body}", type="multipart/report"),
    ):
        started = process_time()
        assert isinstance(read(raw), Mail)
        assert process_time() - started < 8


def nested(depth):
    raw = b"Content-Type: text/plain\n\nthe innermost"
    for number in range(depth):
        mark = f"b{number}".encode()
        raw = (
            b'Content-Type: multipart/mixed; boundary="'
            + mark
            + b'"\n\n--'
            + mark
            + b"\n"
            + raw
            + b"\n--"
            + mark
            + b"--\n"
        )
    return b"From: mina@example.com\nSubject: The printer\n" + raw


def test_parts_nested_too_deep_stay_closed_and_the_rest_is_read():
    mail = read(nested(1_000))

    assert (mail.sender.address, mail.subject) == ("mina@example.com", "The printer")
    assert "parts nested too deep" in mail.oddities
    assert max(part.depth for part in every(tree_of(nested(1_000), []))) == DEEPEST_PART


def test_of_twenty_thousand_parts_the_first_thousand_are_read():
    mail = read(mixed("\nGood morning", *["\n"] * 20_000))

    assert mail.text == "Good morning"
    assert "too many parts" in mail.oddities
    assert len(list(every(tree_of(mixed(*["\n"] * 20_000), [])))) <= MOST_PARTS


def test_of_sixteen_thousand_recipients_five_hundred_are_named():
    mail = read(letter(To=", ".join(f"a{number}@example.com" for number in range(16_000))))

    assert len(mail.to) == MOST_RECIPIENTS
    assert "too many recipients" in mail.oddities


def test_three_thousand_open_brackets_are_no_riddle():
    mail = read(letter(From="(" * 3_000 + "mina@example.com", Reply_To="mina@example.com"))

    assert (mail.sender.address, mail.is_sender_weak) == ("mina@example.com", True)
