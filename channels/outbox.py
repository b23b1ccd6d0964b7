"""The post office: `post()` writes a row in the caller's transaction, `deliver()` sends rows, each once.

A worker that dies between the server's answer and our commit sends that one mail again, with the same Message-ID.
"""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models.functions import Now

from channels.email.reply_addresses import reply_address
from channels.models import Mailbox, Outgoing
from channels.models.outgoing import LEASE, new_message_id
from channels.subjects import LONGEST_SUBJECT, one_line
from channels.threads import threaded
from core.bell import ring_later
from core.failpoints import reach

BATCH = 20
MOST_A_TURN = 2000
# RFC 3834 §5, and Microsoft's word for the same (MS-OXCMAIL 2.2.3.2.14).
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def post(
    *, to, kind, subject, text, html="", ticket=None, event=None, recipient=None,
    is_automatic=True, is_sealed=False, headers=None,
):  # fmt: skip
    """Put one mail into the outbox and return its row; None when this event was posted to them already.

    Runs in the caller's transaction. Nothing is sent before it commits.
    """
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
            headers={
                "X-Loop": settings.MAIL_DOMAIN,
                **(AUTOMATIC if is_automatic else {}),
                **(headers or {}),
            },
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
                headers=dict(AUTOMATIC),
                is_secret=True,
            )
        )


def _keep(row):
    row.state = Outgoing.State.WAITING if settings.EMAIL_URL else Outgoing.State.KEPT
    known = row.event_id and Outgoing.objects.filter(
        event=row.event_id, recipient=row.recipient_id, kind=row.kind
    )
    if known and known.exists():
        return None
    # Not by this worker's own clock, which may be days ahead.
    row.next_try_at = Now()
    row.save(force_insert=True)
    if row.state == Outgoing.State.WAITING:
        ring_later("channels.tasks.deliver", row.pk)
    return row


def deliver(rows):
    """Claim and send what is due of the queryset `rows`, over one connection at a time; returns how many went."""
    sent = claimed = 0
    while claimed < MOST_A_TURN and (batch := rows.claim(BATCH, lease=LEASE)):
        claimed += len(batch)
        sent += _send_batch(batch)
    return sent


def _send_batch(batch):
    connection = get_connection(settings.SMTP_BACKEND)
    sent = 0
    try:
        for row in batch:
            if row.hold_for_sending():
                sent += _send(row, connection)
    finally:
        _hang_up(connection)
    return sent


def _send(row, connection):
    try:
        # Opened again when the former mail broke it.
        connection.open()
        reach("before_send")
        connection.send_messages([as_message(row)])
        reach("after_send")
    except Exception as error:  # whatever server, network or a strange address may raise stays on the row
        row.answer = told_by(error)
        row.save(update_fields=["answer"])
        row.note_trouble(error, is_final=is_final(error))
        if is_final(error) and row.is_answer:
            row.ticket.note_undelivered(row.event.message, to=row.to)
        _hang_up(connection)
        return 0
    row.note_sent(getattr(connection, "answer", ""))
    return 1


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
        headers={name: one_line(value) for name, value in headers.items()},
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
