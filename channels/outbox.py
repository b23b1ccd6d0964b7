"""The post office: `post()` writes a row in the caller's transaction, `deliver()` sends rows, each once.

A worker that dies between the server's answer and our commit sends that one mail again, with the same Message-ID.
"""

import re
import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from channels import brakes, returned
from channels.email.carrying import connection_for
from channels.email.reply_addresses import reply_address
from channels.email.return_addresses import envelope_sender
from channels.email.signed import SignedMail
from channels.email.troubles import is_final, is_of_server, told_by
from channels.models import Line, Mailbox, Outgoing
from channels.models.outgoing import LEASE, new_message_id
from channels.pace import Pace, Unreachable, put_back
from channels.subjects import LONGEST_SUBJECT, one_line
from channels.threads import tie
from channels.writers import mailbox_for
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


def post(**facts):
    """Put one mail into the outbox and return its row; None when this event was posted to them already.

    `facts` are those of `drafted`. Runs in the caller's transaction. Nothing is sent before it commits. A brake may
    hold or stop it (channels/brakes.py).
    """
    return next(iter(post_all([facts])), None)


def post_all(mails):
    """Put several mails into the outbox, in their order, as `post` would with each of `mails` (its arguments);
    the rows that were written."""
    return _keep([drafted(**mail) for mail in mails])


def drafted(
    *, to, kind, subject, text, html="", ticket=None, event=None, recipient=None, mailbox=None,
    is_automatic=True, is_reply=False, is_sealed=False, headers=None,
):  # fmt: skip
    """An unsaved row. `is_automatic`: no person wrote it; `is_reply`: it answers what somebody wrote; `mailbox`: who
    writes, if not that of the desk."""
    marks = (REPLIED if is_reply else AUTOMATIC) if is_automatic else {}
    desk = ticket.desk if ticket else None
    mailbox = mailbox or mailbox_for(desk)
    parts = [thing.pk if thing else 0 for thing in (event, recipient)]
    return Outgoing(
        kind=kind,
        ticket=ticket,
        event=event,
        recipient=recipient,
        mailbox=mailbox if mailbox.pk else None,
        sender=mailbox.sender(desk),
        reply_to=answers_to(mailbox, ticket, recipient),
        to=to,
        # Of a ticket's conversation each mail has the subject of the first one (channels/threads.py).
        subject=subject if ticket else one_line(subject)[:LONGEST_SUBJECT],
        text=text,
        html=html,
        message_id=new_message_id(ticket.number if ticket else kind, *parts),
        headers={"X-Loop": settings.MAIL_DOMAIN, **marks, **(headers or {})},
        is_sealed=is_sealed,
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
    _keep(
        [
            Outgoing(
                kind="account",
                mailbox=mailbox,
                sender=message.from_email,
                to=to,
                subject=one_line(message.subject)[:LONGEST_SUBJECT],
                text=message.body,
                html=html[0] if html else "",
                message_id=new_message_id("account"),
                headers={"X-Loop": settings.MAIL_DOMAIN, **AUTOMATIC},
                is_secret=True,
            )
            for to in message.recipients()
        ]
    )


def _keep(rows):
    """Write those of `rows` that were not written before, in their order; these."""
    known = _known(rows)
    rows = [
        row for row in rows if not row.event_id or (row.event_id, row.recipient_id, row.kind) not in known
    ]
    for row in rows:
        row.state = row.usual_state
        row.sent_by = parseaddr(row.sender)[1].lower()
        # Not by this worker's own clock, which may be days ahead.
        row.next_try_at = Now()
    if rows:
        tie(rows)
        brakes.weigh(rows)
        Outgoing.objects.bulk_create(rows)
    _ring_for([row for row in rows if row.state == Outgoing.State.WAITING and not row.reason])
    for row in rows:
        if row.state == Outgoing.State.STOPPED and not row.is_automatic:
            # Words of a person never fall silent unseen.
            returned.take_back(row, row.reason)
    return rows


def _ring_for(rows):
    if len(rows) == 1:
        ring_later("channels.tasks.deliver", rows[0].pk)
    elif rows:
        # One bell for all of them, and one connection to the server.
        ring_later("channels.tasks.sweep_outbox")


def _known(rows):
    events = {row.event_id for row in rows if row.event_id}
    known = Outgoing.objects.filter(event__in=events).order_by() if events else Outgoing.objects.none()
    return set(known.values_list("event", "recipient", "kind"))


def deliver(rows):
    """Claim and send what is due of the queryset `rows`, over one connection at a time; returns how many went.

    A server that cannot be reached is left alone for a while, and holds up nothing but its own mail.
    """
    sent, claimed, pace = 0, 0, Pace()
    rows = rows.select_related("mailbox__transport")
    while claimed < MOST_A_TURN:
        failing = Line.objects.failing()
        batch = _of_others(rows, failing).claim(BATCH, lease=LEASE)
        if not batch:
            break
        claimed += len(batch)
        for transport, mails in _by_server(batch, failing):
            sent += _send_batch(mails, transport, failing.get(transport and transport.pk), pace)
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


def _send_batch(batch, transport, line, pace):
    """Send mails over one server. `line` is its Line if it failed when last tried: one worker finds out for all."""
    if line and not line.take_turn():
        put_back(batch, Now() + Line.PAUSE, answer=line.words)
        return 0
    sent, left, connection = 0, list(batch), None
    try:
        connection = _connection(transport)
        while left:
            row = left[0]
            if may_go := row.hold_for_sending() and pace.lets(row):
                _reach(connection)
            left.pop(0)
            sent += may_go and _send(row, connection)
            if line and may_go:
                line.delete()
                line = None
    except Unreachable as error:
        words = told_by(error.__cause__)
        put_back(left, Line.objects.note_failed(transport, words), answer=words)
    finally:
        _hang_up(connection)
    return sent


def _connection(transport):
    try:
        return connection_for(transport)
    except Exception as error:  # such as a secret that was sealed with another key
        raise Unreachable from error


def _reach(connection):
    """Open it again when the former mail broke it."""
    try:
        connection.open()
    except Exception as error:
        raise Unreachable from error


def _send(row, connection):
    """Send one mail; whether it went. Unreachable when no other would get through either."""
    try:
        message = as_message(row)
        message.envelope_sender = envelope_sender(row)
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
        if is_of_server(error):
            raise Unreachable from error
        return False
    row.note_sent(getattr(connection, "answer", ""), getattr(connection, "provider_id", ""))
    return True


def _hang_up(connection):
    try:
        if connection is not None:
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
        headers={name: one_line(value) for name, value in headers.items() if OF_OURS.fullmatch(name)},
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    return message
