"""Fetches letters by IMAP (RFC 3501): kept here first, and only then marked, moved or deleted there."""

import imaplib
import poplib
import ssl
from contextlib import contextmanager

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from channels.email import dialing
from channels.email.answers import NotMail
from channels.email.intake import keep
from channels.email.large import most_bytes
from channels.email.oauth import access_token
from channels.email.pieces import of_imap
from channels.email.shelf import lay_down
from channels.email.watching import Watch
from channels.models import Account, Letter
from core.failpoints import reach

A_BATCH = 50


def fetch(account, watch=None):
    """Take in all that is new in the folder of an Account; how many letters that were.

    Raises OSError or IMAPClientError when the server fails; what was kept by then stays kept, and the next call goes
    on behind it. A letter that the server does not hand out holds up no other: it is asked for again by every call,
    and raises only at the end. A Watch notices a server that answers too slowly.
    """
    taken, watch, stuck = 0, watch or Watch(), {}
    with connected(account, watch) as server:
        validity = server.select_folder(account.folder)[b"UIDVALIDITY"]
        _begin(account, server, validity)
        last = account.last_uid
        while uids := new_uids(server, last):
            batch, rest = uids[:A_BATCH], uids[A_BATCH:]
            taken += _take_batch(account, server, validity, batch, watch, stuck)
            last = batch[-1]
            until = min(stuck, default=last + 1) - 1
            account.note_read(validity, until, waiting=len(rest), oldest=_arrived(server, rest[:1]))
    if stuck:
        raise next(iter(stuck.values()))
    return taken


def _take_batch(account, server, validity, uids, watch, stuck):
    """How many of these were new. Why the server keeps one back goes into `stuck`."""
    taken = 0
    places = {uid: _place(account, validity, uid) for uid in uids}
    known = dict(Letter.objects.filter(place__in=places.values()).values_list("place", "full_size"))
    for uid in uids:
        watch.progress()
        try:
            if places[uid] in known:
                _finish(account, server, uid, known[places[uid]] is None)
            else:
                taken += _take(account, server, validity, uid, watch)
        except imaplib.IMAP4.abort:
            raise
        except IMAPClientError as error:
            stuck[uid] = error
    return taken


def _place(account, validity, uid):
    return f"imap:{account.pk}/{account.folder}/{validity}/{uid}"


@contextmanager
def connected(account, watch=None):
    """A signed-in IMAPClient for an Account."""
    with opened(account, watch) as server:
        sign_in(server, account)
        yield server


@contextmanager
def opened(account, watch=None):
    """An IMAPClient that has been greeted, over an encrypted line if the Account wants one, and not signed in yet."""
    server = greeted(Client, account, watch or Watch())
    try:
        if account.security == Account.Security.STARTTLS:
            server.starttls(ssl.create_default_context())
            server.watch.hold(server.socket())
        yield server
    finally:
        _hang_up(server)


def greeted(kind, *facts):
    """A connection that has been greeted. NotMail, without a word of theirs, when somebody else answers there."""
    try:
        return kind(*facts)
    except OSError:
        raise
    except (imaplib.IMAP4.error, poplib.error_proto) as error:
        is_cut = "EOF" in str(error) or "unterminated" in str(error)
        raise (ConnectionResetError() if is_cut else NotMail()) from error


def sign_in(server, account):
    """Let the server know who we are. LoginError when it does not want us, OAuthFailed when there is no token."""
    if account.sign_in == Account.SignIn.PASSWORD:
        server.login(account.user, account.password)
    else:
        server.oauth2_login(account.user, access_token(account))


class Client(IMAPClient):
    """Calls only where mail servers may be called (dialing.py), and lets a Watch know the line."""

    def __init__(self, account, watch):
        self.watch = watch
        is_tls = account.security == Account.Security.TLS
        super().__init__(account.host, port=account.port, ssl=is_tls, use_uid=True, timeout=dialing.TIMEOUT)

    def _create_IMAP4(self):  # noqa: N802  imapclient's own name
        return Line(self.host, self.port, is_tls=self.ssl, watch=self.watch)


class Line(imaplib.IMAP4):
    def __init__(self, host, port, *, is_tls, watch):
        self.is_tls, self.watch = is_tls, watch
        super().__init__(host, port, dialing.TIMEOUT)

    def _create_socket(self, timeout):
        line = dialing.dial(self.host, self.port, self.watch, timeout)
        return dialing.secure(line, self.host, self.watch) if self.is_tls else line


def _hang_up(server):
    try:
        if server.watch.is_cut:
            server.shutdown()
        else:
            server.logout()
    except (IMAPClientError, OSError):
        server.shutdown()


def _begin(account, server, validity):
    """The first time, decide what counts as new; after the server has numbered its mail anew, look at all of it:
    what is here already is known by its content, and what was none of ours by its date."""
    if account.validity == validity:
        return
    latest = server.folder_status(account.folder, ["UIDNEXT"])[b"UIDNEXT"] - 1
    if account.validity is not None:
        account.note_renumbered(validity, latest)
    elif account.takes_old:
        account.note_read(validity, 0)
    else:
        account.note_begun(validity, latest)


def new_uids(server, last):
    """The UIDs behind `last`, in order."""
    # "n:*" also finds the last one when n lies behind it.
    uids = server.search(["UID", f"{last + 1}:*"])
    return sorted(uid for uid in uids if uid > last)


def _arrived(server, uids):
    """When the server got the first of these, or None."""
    found = server.fetch(uids, ["INTERNALDATE"]) if uids else {}
    return _moment(next(iter(found.values()), {}))


def _moment(facts):
    return facts[b"INTERNALDATE"].astimezone() if b"INTERNALDATE" in facts else None


def _take(account, server, validity, uid, watch):
    """Keep one letter, then let the server know; whether it was new."""
    place = _place(account, validity, uid)
    facts = server.fetch([uid], ["RFC822.SIZE", "INTERNALDATE"]).get(uid, {})
    if account.is_old(uid, _moment(facts)):
        return 0
    size = facts.get(b"RFC822.SIZE")
    if size is None:
        return 0
    full_size = size if size > most_bytes() else None
    watch.progress(min(size, most_bytes()))
    try:
        shelved = lay_down(of_imap(server, uid, size))
    except KeyError:  # somebody took it out of the folder meanwhile
        return 0
    is_new = not _is_known(account, place, shelved.digest)
    if is_new:
        keep(shelved, mailbox=account.mailbox, place=place, full_size=full_size)
    reach("after_keep")
    watch.progress()
    _finish(account, server, uid, full_size is None)
    watch.progress()
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
