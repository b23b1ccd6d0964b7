"""Fetches from all accounts, each by itself: a sick one never stops another."""

import logging
import poplib
from datetime import timedelta

from django.utils.translation import gettext as _
from imapclient.exceptions import IMAPClientError, LoginError

from channels.email import imap, pop
from channels.models import Account

log = logging.getLogger(__name__)
# While one worker is at it, no other takes it up; a worker that dies leaves it free after so long.
LEASE = timedelta(minutes=5)
WAYS = {Account.Protocol.IMAP: imap.fetch, Account.Protocol.POP3: pop.fetch}


def fetch_all():
    """Fetch from every account whose turn it is; how many letters came."""
    taken = 0
    while accounts := Account.objects.claim(1, lease=LEASE):
        taken += fetch(accounts[0])
    return taken


def fetch(account):
    """Fetch from one account, and keep on its row how that went; how many letters came."""
    try:
        taken = WAYS[account.protocol](account)
    except Exception as error:  # whatever a server may do stands on the row, in words, and is tried again
        log.warning("Mail of %s could not be fetched: %r", account, error)
        account.note_failed(in_words(error))
        return 0
    account.note_fetched()
    return taken


def in_words(error):
    """What went wrong, for the one who can mend it, in the language of the house."""
    facts = {"answer": error}
    match error:
        case LoginError():
            return _("The server refuses this user name and password: %(answer)s") % facts
        case TimeoutError():
            return _("The server did not answer in time.")
        case ConnectionRefusedError():
            return _("Nothing answers at this server and port.")
        case IMAPClientError() | poplib.error_proto():
            return _("The server refuses what it was asked: %(answer)s") % facts
    return f"{type(error).__name__}: {error}"
