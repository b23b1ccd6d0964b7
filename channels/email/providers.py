"""Providers that carry mail by HTTP, through django-anymail where it is installed.

What each of them does to a Message-ID: Mailgun leaves ours; Postmark, Brevo and Resend put their own in its place.
"""

from dataclasses import dataclass, field
from importlib.util import find_spec

from django.conf import settings
from django.utils.module_loading import import_string

from channels.models import Transport

Way = Transport.Way


@dataclass(frozen=True)
class Provider:
    """How one provider is spoken to, and how its reports prove where they are from."""

    module: str
    # What anymail calls the key that mail is sent with.
    key: str = "api_key"
    keeps_message_id: bool = False
    # What anymail calls the key that reports are signed with; empty: they bring the password of their address.
    signing_key: str = ""
    # Signs as standardwebhooks.com says, with headers that begin with this.
    signs_as: str = ""
    options: dict = field(default_factory=dict)

    @property
    def has_signing_key(self):
        return bool(self.signing_key or self.signs_as)

    def connection(self, transport):
        """anymail's own connection for a Transport."""
        backend = import_string(f"anymail.backends.{self.module}.EmailBackend")
        return backend(
            **{self.key: transport.password},
            **self.options,
            timeout=settings.EMAIL_TIMEOUT,
            ignore_recipient_status=True,
        )

    def tracking(self, transport):
        """anymail's reader of reports about mail of a Transport."""
        view = import_string(f"anymail.webhooks.{self.module}.{self.module.capitalize()}TrackingWebhookView")
        own = {"webhook_secret": [f"mail:{transport.own_password}"]}
        return view(**({self.signing_key: transport.signing_key} if self.signing_key else own))


MAILGUN = {"module": "mailgun", "keeps_message_id": True, "signing_key": "webhook_signing_key"}
PROVIDERS = {
    Way.MAILGUN: Provider(**MAILGUN),
    Way.MAILGUN_EU: Provider(**MAILGUN, options={"api_url": "https://api.eu.mailgun.net/v3"}),
    Way.POSTMARK: Provider("postmark", key="server_token"),
    Way.BREVO: Provider("brevo"),
    Way.RESEND: Provider("resend", signs_as="svix"),
}


def are_offered():
    """Whether the package that speaks to providers is installed."""
    return find_spec("anymail") is not None
