"""The one way to a mail server that an administrator named: which addresses are called, and with which certificate.

Whoever may name a server could otherwise ask this house what listens inside its own network. So a private address is
called only if whoever runs the machine named it in MAIL_SERVERS_INSIDE, and all others get the same words, uncalled.
"""

import ipaddress
import socket
import ssl

from django.conf import settings

from channels.posting import is_public

# A connection that says nothing for so long is given up.
TIMEOUT = 30


class NotAllowed(OSError):
    """This server is inside, and nobody has said that it may be called."""


def places(host, port):
    """The IP addresses of a server. socket.gaierror when its name is unknown, NotAllowed when any is not public."""
    found = [place[4][0] for place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    named = [one.lower() for one in settings.MAIL_SERVERS_INSIDE]
    if host.lower() not in named and not all(is_public(one) or _is_within(one, named) for one in found):
        raise NotAllowed(host)
    return list(dict.fromkeys(found))


def dial(host, port, watch=None, timeout=TIMEOUT):
    """A connected socket; the name is asked for once, so that a second answer cannot lead elsewhere."""
    trouble = None
    for place in places(host, port):
        try:
            line = socket.create_connection((place, port), timeout)
        except OSError as error:
            trouble = error
            continue
        if watch:
            watch.hold(line)
        return line
    raise trouble


def secure(line, host, watch=None):
    """The socket `line` under TLS, with a certificate for `host` that this machine trusts (SSL_CERT_FILE)."""
    line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
    if watch:
        watch.hold(line)
    return line


def _is_within(address, named):
    ip = ipaddress.ip_address(address.partition("%")[0])
    return any(ip in network for network in map(_network, named) if network and network.version == ip.version)


def _network(text):
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
