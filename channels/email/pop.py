"""Fetches letters by POP3 (RFC 1939): kept here first, and only then deleted there, if at all."""

import base64
import poplib
import ssl
from contextlib import contextmanager

from channels.email import reach
from channels.email.imap import LARGEST, greeted
from channels.email.intake import keep
from channels.email.oauth import access_token
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
    """Calls only where mail servers may be called (reach.py), and lets a Watch know the line."""

    def __init__(self, account, watch):
        self.is_tls, self.watch = account.security == Account.Security.TLS, watch
        super().__init__(account.host, account.port, reach.TIMEOUT)

    def _getline(self):
        # poplib takes 2,048 bytes for an attack; mail has longer lines, and one of them must not hold up the rest.
        line = self.file.readline(LARGEST)
        if not line.endswith(b"\n"):
            raise poplib.error_proto("-ERR EOF")
        return line.removesuffix(b"\n").removesuffix(b"\r"), len(line)

    def _create_socket(self, timeout):
        line = reach.dial(self.host, self.port, self.watch, timeout)
        return reach.secure(line, self.host, self.watch) if self.is_tls else line


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
        if place not in known:
            size = int(sizes[number])
            watch.progress(min(size, LARGEST))
            keep(_lines(server, number, size), mailbox=account.mailbox, place=place)
        if account.afterwards == Account.Afterwards.DELETE:
            server.dele(number)
        watch.progress()
    return len(set(places.values()) - known)


def _lines(server, number, size):
    lines = server.retr(number)[1] if size <= LARGEST else server.top(number, 0)[1]
    return b"\r\n".join(lines) + b"\r\n"


def _pairs(lines):
    return dict(line.decode("ascii", "replace").split(" ", 1) for line in lines)
