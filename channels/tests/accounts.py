"""Accounts on mail servers of this machine, and letters that lie there."""

import pytest

from channels.email import fetching
from channels.models import Account
from channels.tests.dovecot import PASSWORD, Dovecot

needs_dovecot = pytest.mark.skipif(
    not Dovecot.is_here(), reason="!!! Dovecot is missing: apt install dovecot-imapd dovecot-pop3d !!!"
)


def account_at(port, user, mailbox, password=PASSWORD, **facts):
    """An account on this machine that takes in what lies there."""
    account = Account(
        mailbox=mailbox, host="127.0.0.1", port=port, security="none", user=user, takes_old=True, **facts
    )
    account.password = password
    account.save()
    return account


def letter(number):
    return (
        f"From: Ann <ann@example.net>\r\nTo: support@example.org\r\nSubject: Mail {number}\r\n"
        f"Message-ID: <{number}@example.net>\r\n\r\nWords of {number}.\r\n"
    ).encode()


def fetched(account):
    account.refresh_from_db()
    return fetching.fetch(account)
