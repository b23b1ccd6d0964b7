"""Brings mail in for tests: as plain words, with formatting, pictures and files."""

import base64
import re
from email.message import EmailMessage

import pytest
from django.urls import reverse

from channels.email.intake import keep
from channels.models import Letter, Mailbox
from channels.tasks import sweep_letters

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
RICH = """<p style="color: #c00">It <b>smokes</b>. <a href="https://evil.example/">here</a></p>
<img src="https://tracker.example/a.png" alt="A chart"><img src="cid:shot@example.org"><img src="cid:other@x">
<div class="gmail_quote"><blockquote>Before</blockquote></div>"""


@pytest.fixture
def mailbox(it_desk, first_line, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Mailbox.objects.create(address="support@example.org", desk=it_desk, authserv_id="mx.example.org")


@pytest.fixture
def arrive(mailbox):
    """Brings a mail in, and returns the Message that it became."""

    def bring(words="It smokes.", html="", *, files=(), sender="Ann Archer <ann@example.org>", **headers):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, "support@example.org", "The printer"
        mail["Authentication-Results"] = "mx.example.org; dmarc=pass"
        mail["Message-ID"] = f"<{Letter.objects.count()}.4711@example.org>"
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(words)
        if html:
            mail.add_alternative(html, subtype="html")
        for content, kind, options in files:
            mail.add_attachment(content, *kind.split("/"), **options)
        letter = keep(mail.as_bytes(), mailbox=mailbox)
        sweep_letters()
        letter.refresh_from_db()
        return letter.message

    return bring


@pytest.fixture
def rich(ann, arrive):
    """A mail with formatting, a quotation, a picture of its own, one from elsewhere, and one that nothing shows."""
    files = [
        (PNG, "image/png", {"cid": "<shot@example.org>", "filename": "shot.png"}),
        (PNG + b"\0", "image/png", {"cid": "<loose@example.org>", "filename": "loose.png"}),
    ]
    return arrive(html=RICH, files=files)


def shown(client, message, query=""):
    return client.get(reverse("mails:shown", args=[message.pk]) + query)


def pictures(page):
    return re.findall(r'src="(/mail/[^"]+)"', page)
