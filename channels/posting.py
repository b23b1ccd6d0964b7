"""The one door to other machines by HTTP: to public addresses alone, and never for long."""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

SECONDS = 10
LONGEST_ANSWER = 2000
MOST_REDIRECTS = 3
CHUNK = 65536
NAT64, SIX_TO_FOUR = ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2002::/16")


class Refused(ValueError):
    """This address is never called."""


def post_json(address, body, headers):
    """POST bytes of JSON to an address; (status, the first bytes of the answer).

    Raises Refused for an address that is not public, OSError or http.client.HTTPException for whatever else.
    """
    return ask("POST", address, body, {"Content-Type": "application/json", **headers})


def ask(method, address, body=None, headers=None, longest=LONGEST_ANSWER):
    """The status and the first `longest` bytes of what an address answers; raises what post_json does."""
    parts = check_address(address)
    may_stay_inside = settings.WEBHOOKS_MAY_STAY_INSIDE
    line = _connection(parts, _place_of(parts, may_stay_inside), SECONDS)
    try:
        line.request(method, _path(parts), body, headers or {})
        answer = line.getresponse()
        return answer.status, answer.read(longest)
    finally:
        line.close()


def get(address, *, accept, most, seconds):
    """The bytes that lie at an address which a stranger named. Nothing is told there but the address itself.

    At most `most` bytes within `seconds`; each redirect is looked at as the first address was. Raises Refused for
    all that is not public, too large, cut short or no plain answer, OSError or HTTPException for whatever else.
    """
    deadline = time.monotonic() + seconds
    for _turn in range(MOST_REDIRECTS + 1):
        parts = check_address(address)
        line = _connection(parts, _place_of(parts), min(SECONDS, seconds))
        # A server that sends a byte now and then would outlast every timeout of the line.
        end = threading.Timer(max(0, deadline - time.monotonic()), _cut, [line])
        try:
            end.start()
            line.request("GET", _path(parts), headers={"Accept": accept, "User-Agent": "Helpdesk"})
            answer = line.getresponse()
            if answer.status == http.client.OK:
                return _body(answer, most)
            address = urljoin(address, answer.getheader("Location", ""))
            if answer.status not in (301, 302, 303, 307, 308):
                raise Refused(f"HTTP {answer.status}")
        finally:
            end.cancel()
            line.close()
    raise Refused("too many redirects")


def _cut(line):
    if line.sock is not None:
        with contextlib.suppress(OSError):
            line.sock.shutdown(socket.SHUT_RDWR)


def _body(answer, most):
    found = bytearray()
    while piece := answer.read1(CHUNK):
        found += piece
        if len(found) > most:
            raise Refused("too large")
    if answer.length:
        raise Refused("not all of it came")
    return bytes(found)


def check_address(address):
    """The parts of an address; Refused unless it is http or https, names a host, and carries no password."""
    if any(letter.isspace() or not letter.isprintable() for letter in address):
        raise Refused(_("An address has no spaces."))
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise Refused(_("An address begins with https://."))
    if parts.username or parts.password:
        raise Refused(_("An address carries no password."))
    _port(parts)
    return parts


def _port(parts):
    return parts.port or (443 if parts.scheme == "https" else 80)


def _path(parts):
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _place_of(parts, may_stay_inside=False):
    """Where to connect: asked for once, so that a second answer cannot lead elsewhere. Refused if any is inside."""
    host, port = parts.hostname, _port(parts)
    found = [place[4][0] for place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not may_stay_inside and not all(is_public(one) for one in found):
        raise Refused(_("This address leads into a private network."))
    return found[0], port


def is_public(address):
    """Whether an IP address belongs to the public internet, also behind the ways IPv6 has to say an IPv4 one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6:
        if ip.ipv4_mapped is not None or ip.is_site_local or ip in NAT64 or ip in SIX_TO_FOUR:
            return False
        if int(ip) < 2**32:
            return False
    return ip.is_global and not ip.is_multicast


def _connection(parts, place, seconds):
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    extra = {"context": ssl.create_default_context()} if parts.scheme == "https" else {}
    line = kind(parts.hostname, _port(parts), timeout=seconds, **extra)
    # The name is looked up no second time; certificate and Host still go by it.
    line._create_connection = lambda _named, timeout, source: socket.create_connection(place, timeout, source)
    return line
