"""What it means when a mail could not be sent: is it the mail, or the server? And what is told of it."""

import smtplib

from channels.email.answers import in_words
from channels.email.oauth import OAuthFailed
from channels.email.smtp import TokenRefused
from channels.subjects import one_line

# HTTP: this very request is wrong, and would be wrong again (RFC 9110 §15.5.1, §15.5.14, §15.5.21).
WRONG = {400, 413, 422}
CLOSING = 421


def is_final(error):
    """Whether trying again cannot help: the server refused this very mail for good (RFC 5321 §4.2.1: 5yz).

    A refused sign-in or sender is our own trouble, not the mail's, and is tried again.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return 500 <= error.smtp_code < 600
    return isinstance(error, ValueError) or getattr(error, "status_code", None) in WRONG


def is_of_server(error):
    """Whether no other mail would get through either: nobody there, no answer, no sign-in, no certificate."""
    if isinstance(error, smtplib.SMTPResponseException):
        return isinstance(error, smtplib.SMTPAuthenticationError) or error.smtp_code == CLOSING
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return isinstance(error, OSError) and getattr(error, "status_code", None) not in WRONG


def told_by(error):
    """What the server said, on one line; about tokens, what it means."""
    if isinstance(error, OAuthFailed | TokenRefused):
        answers = [in_words(error)]
    elif isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [f"{code} {_words(words)}" for code, words in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        answers = [f"{error.smtp_code} {_words(error.smtp_error)}"]
    else:
        answers = [str(error)]
    return one_line("; ".join(answers))[:1000]


def _words(words):
    return words.decode(errors="replace") if isinstance(words, bytes) else str(words)
