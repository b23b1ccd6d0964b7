"""Fetches from one account, and keeps on its row how that went."""

import logging

from channels.email import imap, pop
from channels.email.answers import in_words
from channels.models import Account

log = logging.getLogger(__name__)
WAYS = {Account.Protocol.IMAP: imap.fetch, Account.Protocol.POP3: pop.fetch}


def fetch_all():
    """Fetch from every account whose turn it is, one after another; how many letters came.

    For drills and commands; workers fetch side by side (side_by_side.py).
    """
    taken = 0
    while accounts := Account.objects.claim(1, lease=Account.LEASE):
        taken += fetch(accounts[0])
    return taken


def fetch(account, watch=None):
    """Fetch from one account, and keep on its row how that went; how many letters came."""
    account.begin_turn()
    try:
        taken = WAYS[account.protocol](account, watch)
    except Exception as error:  # whatever a server may do stands on the row, in words, and is tried again
        log.warning("Mail of %s could not be fetched: %r", account, error)
        if account.sealed_token:
            # It may have been taken back before its end.
            account.keep_token("", 0)
        account.note_failed(in_words(TimeoutError() if watch and watch.is_cut else error))
        return 0
    account.note_fetched(taken)
    return taken
