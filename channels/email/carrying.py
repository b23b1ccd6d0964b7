"""Connections that mail leaves by: the house's own server, one of a mailbox, or a provider; all are used alike.

`answer` holds what was said to the last mail, `provider_id` what a provider calls it.
"""

from django.conf import settings
from django.core.mail import get_connection

from channels.email.providers import PROVIDERS
from channels.models import Transport

# Of anymail's words for what became of a mail, those that say it is on its way.
TAKEN = {"queued", "sent"}


def connection_for(transport):
    """The connection of a Transport, not yet open; of None, that of the house's own server."""
    if transport is None:
        return get_connection(settings.SMTP_BACKEND)
    if transport.way == Transport.Way.SMTP:
        return get_connection(
            settings.SMTP_BACKEND,
            host=transport.host,
            port=transport.port,
            username=transport.user,
            password="" if transport.has_token else transport.password,
            signs_in=transport if transport.has_token else None,
            use_tls=transport.security == Transport.Security.STARTTLS,
            use_ssl=transport.security == Transport.Security.TLS,
        )
    return ProviderConnection(transport)


class RefusedByProvider(ValueError):
    """It does not carry this mail: the address is none, or is one that it writes to no more."""


class ProviderConnection:
    """A provider's HTTP interface with the manners of Django's connection to an SMTP server."""

    def __init__(self, transport):
        self.provider = PROVIDERS[transport.way]
        self.connection = self.provider.connection(transport)
        self.answer = self.provider_id = ""

    def open(self):
        return self.connection.open()

    def close(self):
        self.connection.close()

    def send_messages(self, messages):
        """Send each; raises what anymail raises, a ValueError where the mail itself can never be sent."""
        for message in messages:
            self._send(message)
        return len(messages)

    def _send(self, message):
        headers = message.extra_headers
        if not self.provider.keeps_message_id:
            # It arrives under another id. Whoever answers refers to ours as well, and so we know it again.
            headers["References"] = f"{headers.get('References', '')} {headers['Message-ID']}".strip()
        # What cannot be delivered comes back to them; they report it.
        vars(message).pop("envelope_sender", None)
        self.connection.send_messages([message])
        status = message.anymail_status
        self.provider_id = str(status.message_id or "")
        words = sorted(status.status or [])
        self.answer = f"{', '.join(words)} {self.provider_id}".strip()
        if not TAKEN & set(words):
            raise RefusedByProvider(self.answer)
