"""The one seam to the network for mail: Django's SMTP, which also remembers what the server answered."""

import smtplib

from django.core.mail.backends import smtp


class Answering:
    """smtplib forgets the answer to DATA; it holds the server's own number of the mail."""

    answer = ""

    def data(self, msg):
        code, words = super().data(msg)
        self.answer = f"{code} {words.decode(errors='replace')}"[:1000]
        return code, words


class SMTP(Answering, smtplib.SMTP):
    pass


class SMTPOverTLS(Answering, smtplib.SMTP_SSL):
    pass


class SmtpBackend(smtp.EmailBackend):
    """SMTP_BACKEND: `answer` holds what the server said to the last mail."""

    @property
    def connection_class(self):
        return SMTPOverTLS if self.use_ssl else SMTP

    @property
    def answer(self):
        return self.connection.answer if self.connection else ""
