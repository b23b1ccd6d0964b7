"""A server writes that a mail did not arrive: whom it means, and whether we may ever write there again."""

import email

import pytest

from channels.email.reading.bounces import failed_recipients, is_bounce
from channels.email.reading.tests.server_letters import LETTERS, US
from channels.email.reading.tests.server_letters_abroad import LETTERS_ABROAD
from channels.email.reading.tests.server_letters_gateways import LETTERS_OF_GATEWAYS

ALL = [pytest.param(letter, id=letter.name) for letter in LETTERS + LETTERS_OF_GATEWAYS + LETTERS_ABROAD]


def read(raw: bytes):
    message = email.message_from_bytes(raw)
    return is_bounce(message), failed_recipients(message)


@pytest.mark.parametrize("letter", ALL)
def test_a_letter_of_a_server_names_whom_it_did_not_reach(letter):
    told, failed = read(letter.mail())
    assert told
    assert tuple(one.address for one in failed) == letter.failed
    assert {one.action for one in failed} == {letter.action}
    if letter.is_dead is not None:
        assert [one.is_dead for one in failed] == [letter.is_dead] * len(failed)


def report(
    recipients: str, *, words: str = "Your mail was not delivered.", kind: str = "delivery-status"
) -> bytes:
    """A report of RFC 3464 with these fields for its recipients."""
    return f"""From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: {US}
Subject: Undelivered Mail Returned to Sender
Return-Path: <>
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="=b="

--=b=
Content-Type: text/plain

{words}

--=b=
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

{recipients}

--=b=
Content-Type: message/rfc822

From: Desk <{US}>
To: mina@post.example.org, other@post.example.org
Subject: [#1042] The printer

Hello
--=b=--
""".encode()


def fields(address: str, status: str, said: str, action: str = "failed") -> str:
    return f"Final-Recipient: rfc822; {address}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; {said}\n"


@pytest.mark.parametrize(
    ("status", "said", "is_dead"),
    [
        ("5.1.1", "550 5.1.1 <mina@post.example.org>: User unknown", True),
        ("5.0.0", "550 no such user here", True),
        ("5.1.2", "550 Host unknown", True),
        ("5.1.6", "551 5.1.6 has moved", True),
        ("5.1.10", "550 5.1.10 Recipient not found", True),
        ("5.4.4", "Host or domain name not found", True),
        ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied", True),
        ("5.0.0", "550 User <mina@post.example.org> unknown", True),
        ("5.7.1", "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", False),
        ("5.0.0", "550 DMARC Sender Invalid - envelope rejected", False),
        ("5.0.0", "550 Requested action not taken: mailbox unavailable", True),
        ("5.2.2", "552 5.2.2 mailbox full", False),
        ("5.1.1", "552 sorry, that mailbox is over quota", False),
        ("5.7.1", "550 5.7.1 blocked by Spamhaus", False),
        ("5.1.1", "550 5.1.1 rejected due to policy: DMARC", False),
        ("5.1.8", "553 5.1.8 Domain of sender address does not exist", False),
        ("5.3.4", "552 5.3.4 Message size exceeds fixed limit", False),
        ("5.4.6", "554 5.4.6 Too many hops", False),
        ("4.1.1", "450 4.1.1 User unknown in local recipient table", False),
        ("4.4.7", "Message expired: connection timed out", False),
        ("5.2.1", "550 5.2.1 The account is temporarily disabled", False),
    ],
)
def test_an_address_is_dead_only_when_nobody_is_there(status, said, is_dead):
    told, failed = read(report(fields("mina@post.example.org", status, said)))
    assert told
    assert [(one.address, one.status, one.is_dead) for one in failed] == [
        ("mina@post.example.org", status, is_dead)
    ]


def test_each_recipient_of_a_report_has_its_own_fate():
    both = fields("mina@post.example.org", "5.1.1", "550 User unknown") + "\n"
    both += fields("other@post.example.org", "5.2.2", "552 mailbox full")
    _, failed = read(report(both))
    assert [(one.address, one.is_dead) for one in failed] == [
        ("mina@post.example.org", True),
        ("other@post.example.org", False),
    ]


def test_a_report_with_little_in_its_fields_is_understood_by_its_words():
    bare = "Final-Recipient: rfc822; mina@post.example.org\nAction: failed\nStatus: 5.0.0\n"
    _, failed = read(report(bare, words="<mina@post.example.org>: no such user here"))
    assert [one.is_dead for one in failed] == [True]


def test_the_address_we_wrote_to_counts_not_the_one_it_was_forwarded_to():
    forwarded = fields("hidden@else.example.org", "5.1.1", "550 User unknown")
    _, failed = read(report("Original-Recipient: rfc822;mina@post.example.org\n" + forwarded))
    assert [one.address for one in failed] == ["mina@post.example.org"]


def test_a_late_mail_is_told_as_late_and_kills_no_address():
    late = fields("mina@post.example.org", "4.1.1", "450 User unknown", action="delayed")
    told, failed = read(report(late))
    assert (told, failed[0].action, failed[0].is_dead) == (True, "delayed", False)


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", "deliverable"])
def test_good_news_is_no_failure(action):
    assert read(report(fields("mina@post.example.org", "2.1.5", "250 Ok", action=action))) == (False, [])


def test_a_report_in_base64_is_read_too():
    encoded = report("").replace(
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n",
        b"Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
        b"RmluYWwtUmVjaXBpZW50OiByZmM4MjI7IG1pbmFAcG9zdC5leGFtcGxlLm9yZwpBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUuMS4xCg==\n",
    )
    _, failed = read(encoded)
    assert [(one.address, one.status) for one in failed] == [("mina@post.example.org", "5.1.1")]


def test_the_fields_are_found_among_the_words_of_a_plain_letter():
    loose = LETTERS[0].mail().split(b"\r\n\r\n")[0] + b"\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
    loose += fields("mina@post.example.org", "5.2.1", "550 5.2.1 User unknown").encode()
    _, failed = read(loose)
    assert [(one.address, one.status, one.is_dead) for one in failed] == [
        ("mina@post.example.org", "5.2.1", True)
    ]


AMAZON = """From: AWS Notifications <no-reply@sns.amazonaws.com>
Subject: AWS Notification Message

{"notificationType":"%s","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":\
"mina@post.example.org","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user!
  unknown"}]}}

--
If you wish to stop receiving notifications from this topic, please visit the link.
"""


def test_a_notice_of_amazon_is_read_as_what_it_is():
    told, failed = read((AMAZON % "Bounce").encode())
    assert told
    assert [(one.address, one.status, one.is_dead) for one in failed] == [
        ("mina@post.example.org", "5.1.1", True)
    ]
    assert read((AMAZON % "Delivery").encode()) == (False, [])


def test_a_letter_in_a_strange_charset_is_still_a_letter():
    strange = LETTERS[0].mail().replace(b"charset=utf-8", b"charset=x-unknown-8bit")
    assert read(strange)[1][0].address == "mina@post.example.org"


def test_a_letter_in_html_alone_is_read():
    rich = LETTERS[5].mail().replace(b"text/plain", b"text/html").replace(b"<mina", b"&lt;mina")
    rich = rich.replace(b"\r\n\r\n", b"\r\n\r\n<style>p {}</style><p>", 1)
    told, failed = read(rich)
    assert told
    assert failed[0].address == "mina@post.example.org"
