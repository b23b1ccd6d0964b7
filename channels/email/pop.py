"""Fetches letters by POP3 (RFC 1939): kept here first, and only then deleted there, if at all."""

import base64
import poplib
import ssl
from contextlib import contextmanager

from channels.email import dialing
from channels.email.imap import greeted
from channels.email.intake import keep
from channels.email.large import most_bytes
from channels.email.oauth import access_token
from channels.email.pieces import PIECE, of_pop
from channels.email.watching import Watch
from channels.models import Account, Letter


def fetch(account, watch=None):
    """Take in all that is new in the maildrop of an Account; how many letters that were. UIDL says which are new."""
    watch = watch or Watch()
    with opened(account, watch) as server:
        sign_in(server, account)
        return _take_all(account, server, watch)


@contextmanager
def opened(account, watch=None):
    """A poplib connection that has been greeted, encrypted if the Account wants that, and not signed in yet."""
    server = greeted(Line, account, watch or Watch())
    try:
        if account.security == Account.Security.STARTTLS:
            server.stls(context=ssl.create_default_context())
            server.watch.hold(server.sock)
        yield server
    finally:
        _hang_up(server)


def _hang_up(server):
    try:
        # QUIT is what deletes what was marked, all of which is kept here; without it everything stays.
        if not server.watch.is_cut:
            server.quit()
    except (poplib.error_proto, OSError):
        pass
    finally:
        server.close()


class Line(poplib.POP3):
    """Calls only where mail servers may be called (dialing.py), and lets a Watch know the line."""

    def __init__(self, account, watch):
        self.is_tls, self.watch = account.security == Account.Security.TLS, watch
        super().__init__(account.host, account.port, dialing.TIMEOUT)

    def _getline(self):
        # poplib takes 2,048 bytes for an attack; mail has longer lines, and one of them must not hold up the rest.
        line = self.file.readline(PIECE)
        if not line.endswith(b"\n"):
            raise poplib.error_proto("-ERR EOF")
        return line.removesuffix(b"\n").removesuffix(b"\r"), len(line)

    def _create_socket(self, timeout):
        line = dialing.dial(self.host, self.port, self.watch, timeout)
        return dialing.secure(line, self.host, self.watch) if self.is_tls else line


def sign_in(server, account):
    """Let the server know who we are: USER and PASS, or XOAUTH2 in the two steps that Microsoft wants."""
    if account.sign_in == Account.SignIn.PASSWORD:
        server.user(account.user)
        server.pass_(account.password)
        return
    words = f"user={account.user}\x01auth=Bearer {access_token(account)}\x01\x01"
    server._shortcmd("AUTH XOAUTH2")
    answer = server._shortcmd(base64.b64encode(words.encode()).decode())
    if not answer.startswith(b"+OK"):
        # It tells its reason first, and refuses when it was heard.
        server._shortcmd("")


def _take_all(account, server, watch):
    names, sizes = _pairs(server.uidl()[1]), _pairs(server.list()[1])
    places = {number: f"pop3:{account.pk}/{name}" for number, name in names.items()}
    known = set(Letter.objects.filter(place__in=places.values()).values_list("place", flat=True))
    for number, place in places.items():
        size = int(sizes[number])
        full_size = size if size > most_bytes() else None
        if place not in known:
            watch.progress(min(size, most_bytes()))
            keep(of_pop(server, number, size), mailbox=account.mailbox, place=place, full_size=full_size)
        # Of what is too large all but the head is there alone.
        if account.afterwards == Account.Afterwards.DELETE and full_size is None:
            server.dele(number)
        watch.progress()
    return len(set(places.values()) - known)


def _pairs(lines):
    return dict(line.decode("ascii", "replace").split(" ", 1) for line in lines)
