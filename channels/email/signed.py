"""Mail that carries the signature of its domain (DKIM, RFC 6376), where its mailbox has a key."""

import dkim
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import utf8_charset_qp

# RFC 6376 §5.4.1, and RFC 8058 §4 for the last two. Those named twice may not be added on the way either (§5.4.2).
ALWAYS = [b"From", b"To", b"Subject", b"Date", b"Message-ID", b"MIME-Version", b"Content-Type"]
IF_THERE = [
    b"Reply-To", b"Cc", b"In-Reply-To", b"References", b"Auto-Submitted", b"List-Unsubscribe",
    b"List-Unsubscribe-Post",
]  # fmt: skip


class SignedMail(EmailMultiAlternatives):
    """A mail that signs itself for a Mailbox when it is put into bytes. Without a key it is a mail like any other."""

    def __init__(self, mailbox, *args, **facts):
        super().__init__(*args, **facts)
        self.mailbox = mailbox
        self.key = mailbox.dkim_key if mailbox and mailbox.dkim_signs else b""
        if self.key:
            # Servers on the way rewrite what is not plain ASCII, and a signature would no longer fit.
            self.encoding = utf8_charset_qp

    def message(self):
        mail = super().message()
        if self.key:
            mail["DKIM-Signature"] = self._signature(mail)
        return mail

    def _signature(self, mail):
        there = {name.lower().encode() for name in mail}
        line = dkim.sign(
            mail.as_bytes(linesep="\r\n"),
            selector=self.mailbox.dkim_selector.encode(),
            domain=self.mailbox.dkim_domain.encode(),
            privkey=self.key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=ALWAYS * 2 + [name for name in IF_THERE if name.lower() in there],
        )
        # Relaxed: the line breaks in it are no part of what is signed, and Django writes headers in one line.
        return " ".join(line.decode().partition(":")[2].split())
