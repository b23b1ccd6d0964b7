"""Fetches letters by POP3 (RFC 1939): kept here first, and only then deleted there, if at all."""

import poplib
import ssl

from channels.email.imap import TIMEOUT
from channels.email.intake import keep
from channels.email.large import most_bytes
from channels.email.pieces import of_pop
from channels.models import Account, Letter


def fetch(account):
    """Take in all that is new in the maildrop of an Account; how many letters that were. UIDL says which are new."""
    server = _connected(account)
    try:
        return _take_all(account, server)
    finally:
        # QUIT is what deletes what was marked; without it everything stays.
        server.quit()


def _connected(account):
    context = ssl.create_default_context()
    if account.security == Account.Security.TLS:
        server = poplib.POP3_SSL(account.host, account.port, timeout=TIMEOUT, context=context)
    else:
        server = poplib.POP3(account.host, account.port, timeout=TIMEOUT)
    if account.security == Account.Security.STARTTLS:
        server.stls(context)
    server.user(account.user)
    server.pass_(account.password)
    return server


def _take_all(account, server):
    names, sizes = _pairs(server.uidl()[1]), _pairs(server.list()[1])
    places = {number: f"pop3:{account.pk}/{name}" for number, name in names.items()}
    known = set(Letter.objects.filter(place__in=places.values()).values_list("place", flat=True))
    for number, place in places.items():
        size = int(sizes[number])
        full_size = size if size > most_bytes() else None
        if place not in known:
            keep(of_pop(server, number, size), mailbox=account.mailbox, place=place, full_size=full_size)
        # Of what is too large all but the head is there alone.
        if account.afterwards == Account.Afterwards.DELETE and full_size is None:
            server.dele(number)
    return len(set(places.values()) - known)


def _pairs(lines):
    return dict(line.decode("ascii", "replace").split(" ", 1) for line in lines)
