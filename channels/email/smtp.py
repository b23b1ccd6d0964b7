"""The one seam to the network for mail: Django's SMTP, which also remembers what the server answered."""

import smtplib

from django.core.mail.backends import smtp
from django.core.mail.message import sanitize_address


class Answering:
    """smtplib forgets the answer to DATA; it holds the server's own number of the mail."""

    answer = ""
    # RFC 5321 §4.1.1.2; None: the address in From.
    envelope_sender = None

    def sendmail(self, from_addr, *rest, **options):
        if self.envelope_sender is None:
            return super().sendmail(from_addr, *rest, **options)
        try:
            return super().sendmail(self.envelope_sender, *rest, **options)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
            if refusal.smtp_code < 500:
                raise
            # Some providers take no mail without a sender, or none but their own, and some say so at the very end.
            return super().sendmail(from_addr, *rest, **options)

    def data(self, msg):
        code, words = super().data(msg)
        self.answer = f"{code} {words.decode(errors='replace')}"[:1000]
        return code, words


class SMTP(Answering, smtplib.SMTP):
    pass


class SMTPOverTLS(Answering, smtplib.SMTP_SSL):
    pass


class SmtpBackend(smtp.EmailBackend):
    """SMTP_BACKEND: `answer` holds what the server said to the last mail. A message may bring its own return path
    as `envelope_sender`, "" for nobody's."""

    @property
    def connection_class(self):
        return SMTPOverTLS if self.use_ssl else SMTP

    @property
    def answer(self):
        return self.connection.answer if self.connection else ""

    def _send(self, email_message):
        wanted = getattr(email_message, "envelope_sender", None)
        self.connection.envelope_sender = wanted and sanitize_address(wanted, "ascii")
        return super()._send(email_message)
