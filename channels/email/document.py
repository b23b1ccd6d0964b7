"""The document in which a mail is shown: alone in a frame, where nothing runs and nothing is fetched but from here.

`cid:` pictures and, once a reader asked for them, those from elsewhere have addresses that are signed for this
reader and good for a few minutes: a sandboxed document carries no cookies, and a door without a signature would
fetch anything for anybody.
"""

import re
import secrets
from html import escape, unescape

from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from channels.email.keeping import names_of
from channels.email.reading.folding import QUOTATION_MARK, SIGNATURE_MARK

SALT = "channels.mail.picture"
LIFETIME_SECONDS = 600
MOST_REMOTE = 60
LONGEST_ADDRESS = 1500
_remote = re.compile(r' data-remote-src="([^"]*)"')
_inside = re.compile(r' src="cid:([^"]*)"', re.IGNORECASE)
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


def document(body, reader, *, with_remote):
    """(HTML, Content-Security-Policy) of a MailBody (None: it cannot be shown now) for `reader`, as `views/mails.py`
    names one."""
    nonce = secrets.token_urlsafe(16)
    html = _said(_with_own(body, reader)) if body else ""
    if with_remote:
        html = _with_remote(html, body, reader)
    context = {"html": html, "css": body.css if body else "", "nonce": nonce, "language": get_language()}
    return render_to_string("channels/mail/document.html", context), POLICY.format(nonce=nonce)


def _said(html):
    words = {QUOTATION_MARK: _("Quoted text"), SIGNATURE_MARK: _("Signature")}
    for mark, said in words.items():
        html = html.replace(f"<summary>{mark}</summary>", f"<summary>{escape(said)}</summary>")
    return html


def _with_own(body, reader):
    own = {picture.content_id: picture.pk for picture in body.pictures.all()}

    def found(match):
        key = next((own[name] for name in names_of(match[1]) if name in own), None)
        return _source("mails:picture", {**reader, "picture": key}) if key else ""

    return _inside.sub(found, body.html)


def _with_remote(html, body, reader):
    left = iter(range(MOST_REMOTE))

    def found(match):
        address = unescape(match[1])
        if len(address) > LONGEST_ADDRESS or next(left, None) is None:
            return match[0]
        address = f"https:{address}" if address.startswith("//") else address
        return _source("mails:elsewhere", {**reader, "mail": body.pk, "address": address})

    return _remote.sub(found, html)


def _source(name, claim):
    return f' src="{escape(reverse(name))}?pass={signing.dumps(claim, salt=SALT, compress=True)}"'


def claim_of(text):
    """What `_source` signed, or signing.BadSignature."""
    return signing.loads(text, salt=SALT, max_age=LIFETIME_SECONDS)
