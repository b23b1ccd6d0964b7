"""Keeps of a mail what is more than its words, in the transaction in which they become a message."""

import hashlib
import re
from dataclasses import asdict
from html import unescape
from urllib.parse import unquote

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from channels.email.reading.apart import read_apart
from channels.email.reading.showing import RULES
from channels.email.reply_addresses import TOKEN
from channels.models import MailBody, MailPicture
from core import gathered
from tickets.uploads import HEAD, PICTURES, guesses

MOST_PICTURES = 100
_cid = re.compile(r' src="cid:([^"]*)"', re.IGNORECASE)
# Our own letters let their reader in: what quotes them must not pass that on to everybody at the ticket.
_guest_link = re.compile(r"(/portal/g/)[\w:.%~-]+")


def pictures_of(mail):
    """The Attachments that stand among the words of a Mail: pictures that browsers show, named by its HTML."""
    named = {name for found in _cid.findall(mail.shown_html) for name in names_of(found)}
    inside = [one for one in mail.attachments if one.content_id in named and type_of(one)]
    return inside[:MOST_PICTURES]


def names_of(written):
    """What a `cid:` as it stands in HTML may mean (RFC 2392)."""
    plain = unescape(written).strip("<>")
    return {plain, unquote(plain)}


def type_of(attachment):
    """The type of a picture by its content, or "" for anything else."""
    if not 0 < len(attachment.content) <= settings.ATTACHMENT_MAX_BYTES or len(attachment.content_id) > 998:
        return ""
    found = guesses(attachment.content[:HEAD])
    return found[0].mime_type if found and found[0].mime_type in PICTURES else ""


def keep_body(letter, mail, message, pictures):
    """Keep how a Mail looks beside the words that became `message`; nothing where there is no more to see."""
    is_more = mail.is_formatted or _squeezed(mail.text) != _squeezed(message.body)
    if not is_more and not mail.invitations:
        return
    body = MailBody(
        message=message, letter=letter, is_more=is_more, invitations=[asdict(one) for one in mail.invitations]
    )
    put_look(body, mail)
    gathered.add(body)
    kept = [_kept(body, one) for one in pictures]
    if kept:
        MailPicture.objects.bulk_create(kept)


def put_look(body, mail):
    """Let a MailBody look as its Mail was read now."""
    body.html, body.css, body.rules = without_keys(mail.shown_html), mail.shown_css, RULES
    body.has_remote_pictures = " data-remote-src=" in body.html


def without_keys(html):
    """`html` without our own addresses that let people in."""
    return TOKEN.sub("…", _guest_link.sub(r"\1…", html))


def up_to_date(body):
    """The MailBody, cleaned again in the child if older rules have cleaned it: from the mail as it came, else, when
    that is no longer kept, from what was made of it. None if that cannot be done now."""
    if body.rules == RULES:
        return body
    reading = read_apart(
        _raw(body.letter) or b"Content-Type: text/html; charset=utf-8\r\n\r\n" + body.html.encode()
    )
    if reading.mail is None:
        return None
    put_look(body, reading.mail)
    body.save(update_fields=["html", "css", "rules", "has_remote_pictures"])
    return body


def _raw(letter):
    try:
        with letter.raw.open() as file:
            return file.read()
    except (OSError, ValueError, AttributeError):
        return b""


def _kept(body, attachment):
    digest = hashlib.sha256(attachment.content).hexdigest()
    name = f"mail-pictures/{digest[:2]}/{digest}"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(attachment.content))
    return MailPicture(
        body=body, content_id=attachment.content_id, content_type=type_of(attachment), file=name
    )


def _squeezed(text):
    return " ".join(text.split())
