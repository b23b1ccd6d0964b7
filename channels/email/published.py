"""What the domain of a mailbox tells the world about its mail: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489).

Each finding is (step of channels/tried.py, how it is, facts); a record to publish is [its name, its text].
"""

import dns.exception
import dns.resolver
from django.conf import settings

from channels.models import Transport
from channels.posting import is_public

SECONDS = 3
# A resolver that is asked in place of this machine's own: (IP address, port). Tests play one.
RESOLVER = None
# How servers that are reached by these names want to be named.
KNOWN = {
    ".office365.com": "include:spf.protection.outlook.com",
    ".gmail.com": "include:_spf.google.com",
    ".amazonaws.com": "include:amazonses.com",
    ".sendgrid.net": "include:sendgrid.net",
}


def findings(mailbox):
    """What is published, what should be, and what could not be looked up; nothing is raised."""
    looks = {"spf": _spf, "dkim": _dkim, "dmarc": _dmarc}
    for name, look in looks.items():
        try:
            found = look(mailbox)
        except (dns.exception.DNSException, OSError, ValueError):
            found = "unknown", {"why": "not looked up"}
        if found:
            yield name, *found


def texts(name):
    """The TXT records of a name, none if there are none. DNSException or OSError when nobody says."""
    resolver = dns.resolver.Resolver(configure=RESOLVER is None)
    if RESOLVER:
        resolver.nameservers, resolver.port = [RESOLVER[0]], RESOLVER[1]
    try:
        answer = resolver.resolve(name + ".", "TXT", lifetime=SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    return [b"".join(row.strings).decode("ascii", "replace") for row in answer]


def _spf(mailbox):
    domain = mailbox.dkim_domain
    found = [text for text in texts(domain) if text.lower().split(" ")[0] == "v=spf1"]
    if len(found) > 1:
        # RFC 7208 §4.5.
        return "failed", {"why": "many spf"}
    if not found:
        return "missing", {"why": "no spf", "record": [domain, f"v=spf1 {_ours(mailbox.way_out)} ~all"]}
    return "done", {}


def _ours(transport):
    """How SPF names the server that mail leaves by, as far as that is known here."""
    if transport and transport.way != Transport.Way.SMTP:
        return "mx"
    host = (transport.host if transport else settings.EMAIL_HOST).lower()
    known = [words for end, words in KNOWN.items() if host.endswith(end)]
    try:
        return known[0] if known else f"mx ip{6 if ':' in host else 4}:{host}" if is_public(host) else "mx"
    except ValueError:  # a name
        return f"mx a:{host}" if "." in host else "mx"


def _dkim(mailbox):
    """None where we do not sign."""
    record = mailbox.dkim_record
    if record is None:
        return None
    name, ours = record
    found = texts(name)
    if any(_key(text) == _key(ours) for text in found):
        return "done", {}
    # What is not signed yet is doubted by nobody.
    how = "failed" if mailbox.dkim_signs else "missing"
    return how, {"why": "other dkim" if found else "no dkim", "record": [name, ours]}


def _key(text):
    """The public key in a record (RFC 6376 §3.6.1), without the spaces it may be folded with."""
    tags = dict(tag.partition("=")[::2] for tag in "".join(text.split()).split(";"))
    return tags.get("p", "")


def _dmarc(mailbox):
    """A domain that does not say itself goes by one above it (RFC 7489 §6.6.3)."""
    labels = mailbox.dkim_domain.split(".")
    for place in range(max(len(labels) - 1, 1)):
        name = ".".join(["_dmarc", *labels[place:]])
        if any("".join(text.split()).startswith("v=DMARC1") for text in texts(name)):
            return "done", {}
    return "missing", {"why": "no dmarc", "record": [f"_dmarc.{mailbox.dkim_domain}", "v=DMARC1; p=none"]}
