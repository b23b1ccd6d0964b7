"""Somebody pressed "this is spam", or a program says that a mail was opened: neither is a failed delivery."""

import email

from channels.email.reading.bounces import failed_recipients, is_bounce
from channels.email.reading.complaints import is_complaint
from channels.email.reading.receipts import is_receipt


def parts(kind: str, part: str, fields: str) -> email.message.Message:
    return email.message_from_string(f"""From: robot@provider.example.org
Subject: About your mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary=b

--b
Content-Type: text/plain

This is a report about mail.
--b
Content-Type: message/{part}

{fields}
--b
Content-Type: text/rfc822-headers

To: mina@post.example.org
--b--
""")


COMPLAINT = "Feedback-Type: abuse\nUser-Agent: Loop/1.0\nVersion: 1\nOriginal-Rcpt-To: mina@post.example.org"
RECEIPT = (
    "Final-Recipient: rfc822; mina@post.example.org\nDisposition: manual-action/MDN-sent-manually; displayed"
)


def test_a_feedback_report_is_a_complaint():
    message = parts("feedback-report", "feedback-report", COMPLAINT)
    assert is_complaint(message)
    assert (is_bounce(message), failed_recipients(message), is_receipt(message)) == (False, [], False)


def test_a_complaint_in_the_manner_of_microsoft_is_one():
    message = email.message_from_string(
        "From: staff@hotmail.com\nSubject: complaint about message from 192.0.2.1\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
        "X-HmXmrOriginalRecipient: mina@post.example.org\nSubject: Hello\n\nHello\n--b--\n"
    )
    assert is_complaint(message)


def test_a_complaint_told_by_amazon_is_one():
    message = email.message_from_string('Subject: AWS\n\n{"notificationType": "Complaint", "complaint": {}}')
    assert is_complaint(message)
    assert not is_bounce(message)


def test_a_customer_who_complains_is_no_feedback_loop():
    message = email.message_from_string(
        "From: Mina\nSubject: Complaint about message from Ben\n\nHe was rude."
    )
    assert not is_complaint(message)


def test_a_read_receipt_is_a_receipt_and_nothing_else():
    message = parts("disposition-notification", "disposition-notification", RECEIPT)
    assert is_receipt(message)
    assert (is_bounce(message), failed_recipients(message), is_complaint(message)) == (False, [], False)


def test_a_receipt_whose_kind_is_missing_is_known_by_its_part():
    message = parts("disposition-notification", "disposition-notification", RECEIPT)
    message.del_param("report-type")
    assert is_receipt(message)
    assert not is_bounce(message)


def test_an_ordinary_mail_is_neither():
    message = email.message_from_string("From: Mina\nSubject: Hello\n\nHello")
    assert not is_receipt(message)
    assert not is_complaint(message)
