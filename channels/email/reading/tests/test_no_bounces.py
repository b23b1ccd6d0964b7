"""What people and their robots write is never taken for a failed delivery, whatever words are in it."""

import email

import pytest

from channels.email.reading.bounces import failed_recipients, is_bounce, might_be_bounce
from channels.email.reading.tests.server_letters import LETTERS, US
from channels.email.reading.tests.server_letters_gateways import LETTERS_OF_GATEWAYS

ORDINARY = {
    "a customer who complains of lost mail": (
        "Mina <mina@post.example.org>",
        "Mail delivery failed again!",
        "Hello,\n\nmy mail to bob@shop.example.org could not be delivered. It says: mailbox full.\n"
        "550 5.1.1 user unknown\n\nWhat can I do?\nMina",
    ),
    "a customer at a provider with a telling name": (
        "Ben <ben@postmaster.mail-delivery.example>",
        "Mail delivery failed",
        "My mail to bob@shop.example.org was not delivered: user unknown.",
    ),
    "a customer who forwards a notice": (
        "Mina <mina@post.example.org>",
        "Fwd: Undelivered Mail Returned to Sender",
        "Please look at this.\n\n---------- Forwarded message ----------\nFrom: MAILER-DAEMON@mx.example.org\n\n"
        "<bob@shop.example.org>: host shop.example.org said: 550 5.1.1 User unknown",
    ),
    "a customer who answers a notice": (
        "Mina <mina@post.example.org>",
        "Re: Delivery Status Notification (Failure)",
        "I did not send this.\n\n> Delivery to the following recipient failed permanently:\n> bob@shop.example.org",
    ),
    "a parcel service that could not deliver": (
        "Parcels <no-reply@parcels.example.com>",
        "Delivery failed: we could not deliver your parcel",
        "Your parcel could not be delivered. Delivery attempt: Monday 10:00.\nQuestions: help@parcels.example.com",
    ),
    "a postmaster who is a person": (
        "Ada, Postmaster <postmaster@post.example.org>",
        "New mail server on Friday",
        "On Friday we move to a new server. Write to helpdesk@post.example.org when anything is odd.",
    ),
    "a robot that confirms an order": (
        "Shop <noreply@shop.example.com>",
        "Your order",
        "Thank you. The address you gave (mina@post.example.org) will get the invoice.",
    ),
    "a monitor that speaks of mail": (
        "Nagios <nagios@watch.example.org>",
        "PROBLEM: SMTP on mx1 is CRITICAL",
        "Mail queue: 200 messages deferred, connection timed out. Contact root@watch.example.org",
    ),
    "an absence note": (
        "Mina <mina@post.example.org>",
        "Out of office: [#1042] Message undeliverable",
        "I cannot be reached until Monday. Urgent mail that could not be delivered: jonas@post.example.org",
    ),
}


@pytest.mark.parametrize("who", ORDINARY)
def test_it_stays_an_ordinary_mail(who):
    sender, subject, body = ORDINARY[who]
    raw = f"From: {sender}\nTo: {US}\nSubject: {subject}\nReturn-Path: <x@y.example>\n\n{body}\n".encode()
    message = email.message_from_bytes(raw)
    assert not is_bounce(message)
    assert failed_recipients(message) == []


@pytest.mark.parametrize(
    "letter", [pytest.param(letter, id=letter.name) for letter in LETTERS + LETTERS_OF_GATEWAYS]
)
def test_a_notice_that_a_person_forwards_is_the_mail_of_that_person(letter):
    raw = letter.mail("Return-Path: <mina@post.example.org>", "In-Reply-To: <1042.7@desk.example.net>")
    raw = raw.replace(letter.sender.encode(), b"Mina <mina@post.example.org>", 1)
    raw = raw.replace(b"Subject: ", b"Subject: WG: ", 1)
    assert not is_bounce(email.message_from_bytes(raw))


def test_a_forwarded_report_is_the_mail_of_the_person_who_forwards_it():
    raw = b"""From: Mina <mina@post.example.org>
Subject: Fwd: Undelivered Mail Returned to Sender
Return-Path: <mina@post.example.org>
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

What does this mean?
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; bob@shop.example.org
Action: failed
Status: 5.1.1

--b--
"""
    message = email.message_from_bytes(raw)
    assert not is_bounce(message)
    assert failed_recipients(message) == []


def test_one_sign_alone_is_no_bounce_but_no_machine_should_answer_it():
    for sign in (
        "Subject: Delivery failure",
        "From: <>",
        "From: postmaster@post.example.org",
        "Return-Path: <>",
    ):
        message = email.message_from_string(f"{sign}\n\nThe paper is out again.")
        assert might_be_bounce(message), sign
        assert not is_bounce(message), sign
    assert not might_be_bounce(
        email.message_from_string("From: Mina\nSubject: Re: Delivery failure\n\nStill.")
    )
