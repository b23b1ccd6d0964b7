"""Fetches letters by IMAP (RFC 3501): kept here first, and only then marked, moved or deleted there."""

import ssl
from contextlib import contextmanager

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from channels.email.intake import keep
from channels.email.large import most_bytes
from channels.email.pieces import of_imap
from channels.email.shelf import lay_down
from channels.models import Account, Letter
from core.failpoints import reach

# A connection that says nothing for so long is given up.
TIMEOUT = 30
A_BATCH = 50


def fetch(account):
    """Take in all that is new in the folder of an Account; how many letters that were.

    Raises OSError or IMAPClientError when the server fails; what was kept by then stays kept, and the next call goes
    on behind it.
    """
    taken = 0
    with connected(account) as server:
        validity = server.select_folder(account.folder)[b"UIDVALIDITY"]
        _begin(account, server, validity)
        while uids := _new(account, server):
            for uid in uids[:A_BATCH]:
                taken += _take(account, server, validity, uid)
            account.note_read(validity, uids[:A_BATCH][-1])
    return taken


@contextmanager
def connected(account):
    """A signed-in IMAPClient for an Account."""
    is_tls = account.security == Account.Security.TLS
    server = IMAPClient(account.host, port=account.port, ssl=is_tls, use_uid=True, timeout=TIMEOUT)
    try:
        if account.security == Account.Security.STARTTLS:
            server.starttls(ssl.create_default_context())
        server.login(account.user, account.password)
        yield server
    finally:
        _hang_up(server)


def _hang_up(server):
    try:
        server.logout()
    except (IMAPClientError, OSError):
        server.shutdown()


def _begin(account, server, validity):
    """The first time, decide what counts as new; after the server has numbered its mail anew, look at all of it:
    what is here already is known by its content."""
    if account.validity is None and not account.takes_old:
        status = server.folder_status(account.folder, ["UIDNEXT"])
        account.note_read(validity, status[b"UIDNEXT"] - 1)
    elif account.validity != validity:
        account.note_read(validity, 0)


def _new(account, server):
    # "n:*" also finds the last one when n lies behind it.
    uids = server.search(["UID", f"{account.last_uid + 1}:*"])
    return sorted(uid for uid in uids if uid > account.last_uid)


def _take(account, server, validity, uid):
    """Keep one letter, then let the server know; whether it was new."""
    place = f"imap:{account.pk}/{account.folder}/{validity}/{uid}"
    found = server.fetch([uid], ["RFC822.SIZE"]).get(uid)
    if found is None:  # somebody took it out of the folder meanwhile
        return 0
    size = found[b"RFC822.SIZE"]
    full_size = size if size > most_bytes() else None
    shelved = lay_down(of_imap(server, uid, size))
    is_new = not _is_known(account, place, shelved.digest)
    if is_new:
        keep(shelved, mailbox=account.mailbox, place=place, full_size=full_size)
    reach("after_keep")
    _finish(account, server, uid, full_size is None)
    reach("after_mark")
    return is_new


def _is_known(account, place, digest):
    """Whether it lay there already under a number of former times."""
    former = f"imap:{account.pk}/{account.folder}/"
    earlier = Letter.objects.filter(sha256=digest, place__startswith=former)
    return earlier.exclude(place__startswith=place.rpartition("/")[0] + "/").exists()


def _finish(account, server, uid, is_whole):
    if account.afterwards == Account.Afterwards.MOVE and account.move_to:
        _move(account, server, uid)
    elif account.afterwards == Account.Afterwards.DELETE and is_whole:
        _delete(server, uid)
    else:
        server.add_flags([uid], [b"\\Seen"], silent=True)


def _move(account, server, uid):
    if server.has_capability("MOVE"):
        server.move([uid], account.move_to)
    else:
        server.copy([uid], account.move_to)
        _delete(server, uid)


def _delete(server, uid):
    server.add_flags([uid], [b"\\Deleted"], silent=True)
    # Of just this one: others may have marked mail of their own.
    if server.has_capability("UIDPLUS"):
        server.uid_expunge([uid])
