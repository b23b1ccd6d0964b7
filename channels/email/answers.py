"""What went wrong with a mail server, in words for the one who can mend it.

What another machine says is given back as one short line at most, and only by a server that has shown to be one for
mail: an account is no way to read the pages of machines inside (trust.md, MC34).
"""

import poplib
import smtplib
import socket
import ssl

from django.utils.translation import gettext_lazy as _
from imapclient.exceptions import IMAPClientError, LoginError

from channels.email.dialing import NotAllowed
from channels.email.oauth import OAuthFailed
from channels.email.smtp import TokenRefused
from core.lines import bounded

WORDS = {
    "not allowed": _(
        "This server is inside a private network and is not called. Whoever runs this machine can name it in "
        "MAIL_SERVERS_INSIDE."
    ),
    "no name": _("There is no server of this name."),
    "silence": _("The server did not answer in time."),
    "refused": _("Nothing answers at this server and port."),
    "broken": _("The connection to the server broke off."),
    "not encrypted": _(
        "No encrypted connection comes about: the port or the kind of encryption may be wrong."
    ),
    "certificate ended": _("The certificate of the server has ended."),
    "certificate of another": _("The certificate of the server is for another name."),
    "certificate unknown": _(
        "The certificate of the server comes from somebody this machine does not trust. If it is your own "
        "authority, make it known to this machine (SSL_CERT_FILE)."
    ),
    "not mail": _("What answers there is no mail server of this kind."),
    "not let in": _("The server refuses this user name and password: %(answer)s"),
    "token refused": _(
        "The server does not take the token for this user name. Was the application given this mailbox? %(answer)s"
    ),
    "no to asked": _("The server refuses what it was asked: %(answer)s"),
    "no vendor": _("The server that gives tokens cannot be reached."),
    "no tenant": _("Microsoft knows no directory (tenant) of this ID."),
    "no application": _("Microsoft knows no application of this ID in this directory."),
    "wrong secret": _("The client secret is wrong: take its value, not its ID."),
    "secret ended": _("The client secret has ended. Create a new one in Microsoft Entra."),
    "no key file": _("This is not the key file (JSON) of a Google service account."),
    "no scope": _(
        "Google does not let this service account read or send mail: allow it the scope https://mail.google.com/ "
        "for the whole domain."
    ),
    "no token": _("The vendor gives no token: %(answer)s"),
    "other": "%(answer)s",
}
# X509_V_ERR_… of OpenSSL (x509_vfy.h).
CERTIFICATES = {10: "certificate ended", 62: "certificate of another", 64: "certificate of another"}


class NotMail(poplib.error_proto):
    """What answers does not speak as a mail server does."""


def in_words(error):
    """What went wrong, in the language of whoever is spoken to."""
    code, answer = told_by(error)
    return words_of(code, answer)


def words_of(code, answer=""):
    return str(WORDS[code]) % {"answer": answer} if answer or "%" in str(WORDS[code]) else str(WORDS[code])


def told_by(error):
    """(key of WORDS, what the other machine said, bounded)."""
    match error:
        case OAuthFailed():
            return error.code, bounded(error.answer)
        case TokenRefused():
            return "token refused", _said(error)
        case NotMail():
            return "not mail", ""
        case ssl.SSLCertVerificationError():
            return CERTIFICATES.get(error.verify_code, "certificate unknown"), ""
        case ssl.SSLError():
            return "not encrypted", ""
        case LoginError() | smtplib.SMTPAuthenticationError():
            return "not let in", _said(error)
        case poplib.error_proto() | IMAPClientError() | smtplib.SMTPException():
            return _of_talking(error)
        case OSError():
            return _of_the_way(error), ""
    return "other", f"{type(error).__name__}: {bounded(error)}"


def _of_the_way(error):
    match error:
        case NotAllowed():
            return "not allowed"
        case socket.gaierror():
            return "no name"
        case TimeoutError():
            return "silence"
        case ConnectionRefusedError():
            return "refused"
    return "broken"


def _of_talking(error):
    # imaplib and smtplib put the end of a line into the words of an error of theirs.
    text = str(error)
    if isinstance(error, smtplib.SMTPServerDisconnected) or "EOF" in text or "socket error" in text:
        return "broken", ""
    return "no to asked", _said(error)


def _said(error):
    said = getattr(error, "smtp_error", None) or (error.args[0] if error.args else error)
    return bounded(said.decode(errors="replace") if isinstance(said, bytes) else said)
