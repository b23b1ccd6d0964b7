"""The post office: `post()` writes a row in the caller's transaction, `deliver()` sends rows, each once.

A worker that dies between the server's answer and our commit sends that one mail again, with the same Message-ID.
"""

import re
import smtplib
from contextlib import suppress
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models.functions import Now

from channels import brakes, returned
from channels.email.reply_addresses import reply_address
from channels.email.return_addresses import envelope_sender
from channels.models import Mailbox, Outgoing
from channels.models.outgoing import LEASE, new_message_id
from channels.pace import Pace, Unreachable, put_back
from channels.subjects import LONGEST_SUBJECT, one_line
from channels.threads import threaded
from core.bell import ring_later
from core.failpoints import reach

BATCH = 20
MOST_A_TURN = 2000
# RFC 3834 §5, and Microsoft's word for the same (MS-OXCMAIL 2.2.3.2.14).
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
# To a mail that somebody wrote, such as an acknowledgement.
REPLIED = {**AUTOMATIC, "Auto-Submitted": "auto-replied"}
# Nobody becomes a sender or a recipient by a header of ours.
OF_OURS = re.compile(r"(?!(?:from|sender|to|cc|bcc|resent-.*|return-path)$)[a-z0-9-]+", re.IGNORECASE)
# How long a server that cannot be reached is left alone.
SERVER_PAUSE = timedelta(seconds=50)


def post(
    *, to, kind, subject, text, html="", ticket=None, event=None, recipient=None,
    is_automatic=True, is_reply=False, is_sealed=False, headers=None,
):  # fmt: skip
    """Put one mail into the outbox and return its row; None when this event was posted to them already.

    Runs in the caller's transaction. Nothing is sent before it commits. `is_automatic`: no person wrote it;
    `is_reply`: it answers what somebody wrote. A brake may hold or stop it (channels/brakes.py).
    """
    marks = (REPLIED if is_reply else AUTOMATIC) if is_automatic else {}
    desk = ticket.desk if ticket else None
    mailbox = Mailbox.objects.for_desk(desk)
    thread = threaded(ticket, to, subject) if ticket else {"subject": one_line(subject)[:LONGEST_SUBJECT]}
    parts = [thing.pk if thing else 0 for thing in (event, recipient)]
    return _keep(
        Outgoing(
            kind=kind,
            ticket=ticket,
            event=event,
            recipient=recipient,
            sender=mailbox.sender(desk),
            reply_to=answers_to(mailbox, ticket, recipient),
            to=to,
            text=text,
            html=html,
            message_id=new_message_id(ticket.number if ticket else kind, *parts),
            headers={"X-Loop": settings.MAIL_DOMAIN, **marks, **(headers or {})},
            is_sealed=is_sealed,
            **thread,
        )
    )


def answers_to(mailbox, ticket, recipient):
    """Where an answer shall go: to an address that leads back to the ticket, if there is one."""
    if ticket is None or recipient is None or not mailbox.takes_plus:
        return mailbox.address
    return reply_address(mailbox.address, ticket.number, recipient.pk)


def post_message(message):
    """Put a Django EmailMessage into the outbox, one row for each of its recipients, as a secret."""
    html = [body for body, kind in getattr(message, "alternatives", []) if kind == "text/html"]
    for to in message.recipients():
        _keep(
            Outgoing(
                kind="account",
                sender=message.from_email,
                to=to,
                subject=one_line(message.subject)[:LONGEST_SUBJECT],
                text=message.body,
                html=html[0] if html else "",
                message_id=new_message_id("account"),
                headers={"X-Loop": settings.MAIL_DOMAIN, **AUTOMATIC},
                is_secret=True,
            )
        )


def _keep(row):
    row.state = Outgoing.usual_state()
    row.sent_by = parseaddr(row.sender)[1].lower()
    known = row.event_id and Outgoing.objects.filter(
        event=row.event_id, recipient=row.recipient_id, kind=row.kind
    )
    if known and known.exists():
        return None
    # Not by this worker's own clock, which may be days ahead.
    row.next_try_at = Now()
    brakes.weigh(row)
    row.save(force_insert=True)
    if row.state == Outgoing.State.WAITING and not row.reason:
        ring_later("channels.tasks.deliver", row.pk)
    elif row.state == Outgoing.State.STOPPED and not row.is_automatic:
        # Words of a person never fall silent unseen.
        returned.take_back(row, row.reason)
    return row


def deliver(rows):
    """Claim and send what is due of the queryset `rows`, over one connection at a time; returns how many went."""
    sent, claimed, pace = 0, 0, Pace()
    with suppress(Unreachable):
        while claimed < MOST_A_TURN and (batch := rows.claim(BATCH, lease=LEASE)):
            claimed += len(batch)
            sent += _send_batch(batch, pace)
    return sent


def _send_batch(batch, pace):
    connection = get_connection(settings.SMTP_BACKEND)
    addresses = {row.sent_by for row in batch}
    taking_plus = Mailbox.objects.in_use().filter(address__in=addresses, takes_plus=True)
    taking_plus = set(taking_plus.values_list("address", flat=True))
    sent, left = 0, list(batch)
    try:
        while left:
            if left[0].hold_for_sending() and pace.lets(left[0]):
                sent += _send(left[0], connection, taking_plus, pace)
            left.pop(0)
    except Unreachable as error:
        put_back(left, SERVER_PAUSE, answer=told_by(error.__cause__))
        raise
    finally:
        _hang_up(connection)
    return sent


def _send(row, connection, taking_plus, pace):
    _reach(connection)
    try:
        message = as_message(row)
        message.envelope_sender = envelope_sender(row, taking_plus)
        reach("before_send")
        connection.send_messages([message])
        reach("after_send")
    except Exception as error:  # whatever server, network or a strange address may raise stays on the row
        row.answer = told_by(error)
        row.save(update_fields=["answer"])
        row.note_trouble(error, is_final=is_final(error))
        if row.parked_at:
            returned.take_back(row, returned.nature_of_words(row.answer), said=row.answer)
        _hang_up(connection)
        pace.note_failure(error)
        return 0
    row.note_sent(getattr(connection, "answer", ""))
    return 1


def _reach(connection):
    try:
        # Opened again when the former mail broke it.
        connection.open()
    except Exception as error:
        raise Unreachable from error


def _hang_up(connection):
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        connection.connection = None


def as_message(row):
    """The mail itself. Equal for every try, but for its Date."""
    headers = {**row.headers, "Message-ID": row.message_id}
    if row.in_reply_to:
        headers |= {"In-Reply-To": row.in_reply_to, "References": row.references}
    message = EmailMultiAlternatives(
        row.subject,
        row.text,
        row.sender,
        [row.to],
        reply_to=[row.reply_to] if row.reply_to else None,
        headers={name: one_line(value) for name, value in headers.items() if OF_OURS.fullmatch(name)},
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    return message


def is_final(error):
    """Whether trying again cannot help: the server refused this very mail for good (RFC 5321 §4.2.1: 5yz).

    A refused sign-in or sender is our own trouble, not the mail's, and is tried again.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return 500 <= error.smtp_code < 600
    return isinstance(error, ValueError)


def told_by(error):
    """What the server said, on one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [f"{code} {_words(words)}" for code, words in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        answers = [f"{error.smtp_code} {_words(error.smtp_error)}"]
    else:
        answers = [str(error)]
    return one_line("; ".join(answers))[:1000]


def _words(words):
    return words.decode(errors="replace") if isinstance(words, bytes) else str(words)
