"""The post office: `post()` writes a row in the caller's transaction, `deliver()` sends rows, each once.

A worker that dies between the server's answer and our commit sends that one mail again, with the same Message-ID.
"""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Now

from channels.email.carrying import connection_for
from channels.email.reply_addresses import reply_address
from channels.email.signed import SignedMail
from channels.email.troubles import is_final, is_of_server, told_by
from channels.models import Line, Mailbox, Outgoing
from channels.models.outgoing import LEASE, new_message_id
from channels.subjects import LONGEST_SUBJECT, one_line
from channels.threads import threaded
from core.bell import ring_later

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
            mailbox=mailbox if mailbox.pk else None,
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
    mailbox = Mailbox.objects.of_address(parseaddr(message.from_email)[1])
    for to in message.recipients():
        _keep(
            Outgoing(
                kind="account",
                mailbox=mailbox,
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
    way_out = settings.EMAIL_URL or (row.mailbox and row.mailbox.way_out)
    row.state = Outgoing.State.WAITING if way_out else Outgoing.State.KEPT
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
    """Claim and send what is due of the queryset `rows`, over one connection at a time; returns how many went.

    A server that cannot be reached is left alone for a while, and holds up nothing but its own mail.
    """
    sent = claimed = 0
    rows = rows.select_related("mailbox__transport")
    while claimed < MOST_A_TURN:
        failing = Line.objects.failing()
        batch = _of_others(rows, failing).claim(BATCH, lease=LEASE)
        if not batch:
            break
        claimed += len(batch)
        for transport, mails in _by_server(batch, failing):
            sent += _send_batch(mails, transport, failing.get(transport and transport.pk))
    return sent


def _of_others(rows, failing):
    """Those of the queryset `rows` that leave by no server which is at rest."""
    resting = {key for key, line in failing.items() if line.is_resting}
    has_own = Q(mailbox__transport__is_active=True)
    if None in resting:
        rows = rows.filter(has_own)
    if own := resting - {None}:
        rows = rows.exclude(has_own & Q(mailbox__transport__in=own))
    return rows


def _by_server(batch, failing):
    """[(Transport or None, its mails)], those last whose servers failed when last tried."""
    found = {}
    for row in batch:
        transport = row.mailbox.way_out if row.mailbox else None
        found.setdefault(transport, []).append(row)
    return sorted(found.items(), key=lambda pair: (pair[0] and pair[0].pk) in failing)


def _send_batch(batch, transport, line):
    """Send mails over one server. `line` is its Line if it failed when last tried: one worker finds out for all."""
    if line and not line.take_turn():
        _give_back(batch, line.words, Now() + Line.PAUSE)
        return 0
    try:
        connection = connection_for(transport)
    except Exception as error:  # such as a secret that was sealed with another key
        _give_back(batch, told_by(error), Line.objects.note_failed(transport, told_by(error)))
        return 0
    sent = 0
    try:
        for place, row in enumerate(batch):
            if not row.hold_for_sending():
                continue
            error = _send(row, connection)
            if error and is_of_server(error):
                again_at = Line.objects.note_failed(transport, told_by(error))
                _give_back(batch[place + 1 :], told_by(error), again_at)
                break
            if line:
                line.delete()
                line = None
            sent += error is None
    finally:
        _hang_up(connection)
    return sent


def _give_back(rows, words, again_at):
    """Let claimed mails wait for their server, as if nobody had tried."""
    held = Outgoing.objects.unfinished().filter(pk__in=[row.pk for row in rows])
    held.update(attempts=F("attempts") - 1, next_try_at=again_at, answer=words)


def _send(row, connection):
    """Send one mail; returns the error that it stays with, or None."""
    try:
        # Opened again when the former mail broke it.
        connection.open()
        connection.send_messages([as_message(row)])
    except Exception as error:  # whatever server, network or a strange address may raise stays on the row
        row.answer = told_by(error)
        row.save(update_fields=["answer"])
        row.note_trouble(error, is_final=is_final(error))
        if is_final(error) and row.is_answer:
            row.ticket.note_undelivered(row.event.message, to=row.to)
        _hang_up(connection)
        return error
    row.note_sent(getattr(connection, "answer", ""), getattr(connection, "provider_id", ""))
    return None


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
    message = SignedMail(
        row.mailbox,
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
