"""The product's own reading in the form that collections of mail cases ask for: bytes in, plain values out."""

from hashlib import sha256

from channels.email.reading import read


def parse(raw, context=None):
    """The mail in `raw` as a dict of JSON's types. `context` may name our mail server as "authserv_id"."""
    mail = read(raw, authserv_id=(context or {}).get("authserv_id"))
    return {
        "from": _person(mail.sender),
        "to": [_person(one) for one in mail.to],
        "cc": [_person(one) for one in mail.cc],
        "reply_to": [_person(one) for one in mail.reply_to],
        "subject": mail.subject,
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "references": mail.references,
        "date": mail.date.isoformat() if mail.date else None,
        "text": mail.text,
        "html": mail.html,
        "safe_html": mail.safe_html,
        "has_remote_content": mail.has_remote_content,
        "reply": mail.reply,
        "attachments": [_file(one) for one in mail.attachments],
        "forwarded": _forwarded(mail.forwarded),
        **_judgement(mail),
    }


def _judgement(mail):
    return {
        "is_auto": mail.is_auto,
        "no_auto_reply": mail.no_auto_reply,
        "is_bounce": mail.is_bounce,
        "bounce": {"recipients": [_failed(one) for one in mail.failed]},
        "is_complaint": mail.is_complaint,
        "authentication_results": [
            {"authserv_id": one.authserv_id, "results": [list(result) for result in one.results]}
            for one in mail.authentication_results
        ],
        "dmarc_verdict": mail.dmarc_verdict,
    }


def _person(address):
    return {"name": address.name, "address": address.address} if address else None


def _file(attachment):
    return {
        "name": attachment.name,
        "type": attachment.type,
        "size": len(attachment.content),
        "sha256": sha256(attachment.content).hexdigest(),
        "content_id": attachment.content_id,
        "inline": attachment.is_inline,
    }


def _forwarded(forwarded):
    if not forwarded:
        return None
    return {
        "from": _person(forwarded.sender),
        "to": [_person(one) for one in forwarded.to],
        "cc": [_person(one) for one in forwarded.cc],
        "subject": forwarded.subject,
        "text": forwarded.text,
        "comment": forwarded.comment,
    }


def _failed(recipient):
    return {"address": recipient.address, "status": recipient.status, "address_dead": recipient.is_dead}
