"""The one seam to the network for mail: Django's SMTP, which also remembers what the server answered, and signs in
with a token where there is one (XOAUTH2, https://developers.google.com/gmail/imap/xoauth2-protocol)."""

import smtplib

from django.core.mail.backends import smtp
from django.core.mail.message import sanitize_address

from channels.email.oauth import access_token


class Token(str):
    """Stands where a password would, and is shown by XOAUTH2."""


class TokenRefused(smtplib.SMTPAuthenticationError):
    """The server does not take this token for this user."""


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

    def login(self, user, password, **options):
        if not isinstance(password, Token):
            return super().login(user, password, **options)
        self.ehlo_or_helo_if_needed()
        if "XOAUTH2" not in self.esmtp_features.get("auth", "").split():
            raise smtplib.SMTPNotSupportedError("XOAUTH2 is not offered.")
        shown = f"user={user}\x01auth=Bearer {password}\x01\x01"
        try:
            # Its no comes as a challenge (334); only after an empty answer it says 535 (RFC 4954 §4).
            return self.auth("XOAUTH2", lambda challenge=None: shown if challenge is None else "")
        except smtplib.SMTPAuthenticationError as error:
            raise TokenRefused(error.smtp_code, error.smtp_error) from error

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
    as `envelope_sender`, "" for nobody's. `signs_in` (models.SignsIn) is whose token opens the connection."""

    def __init__(self, *args, signs_in=None, **facts):
        super().__init__(*args, **facts)
        self.signs_in = signs_in

    def open(self):
        """As Django's; also raises OAuthFailed when there is no token, and TokenRefused when a new one is refused."""
        if self.connection or self.signs_in is None:
            return super().open()
        while True:
            was_kept = bool(self.signs_in.token)
            self.password = Token(access_token(self.signs_in))
            try:
                return super().open()
            except TokenRefused:
                self.signs_in.keep_token("", 0)
                # A kept one may have been taken back before its end; a new one is not.
                if not was_kept:
                    raise

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
