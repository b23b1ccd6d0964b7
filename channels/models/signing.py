"""Mail that is signed for its domain (DKIM, RFC 6376)."""

import base64

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.secrets import seal, unseal

# RFC 8301 §3.2.
BITS = 2048
FORMAT = (
    serialization.Encoding.PEM,
    serialization.PrivateFormat.TraditionalOpenSSL,
    serialization.NoEncryption(),
)


class Signing(models.Model):
    """Signs its mail, once it may. The private key is made here for each selector and never shown."""

    dkim_selector = models.CharField(
        _("selector"),
        max_length=63,
        blank=True,
        validators=[
            RegexValidator(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?\Z", _("Small letters, digits and hyphens."))
        ],
        help_text=_(
            "Such as helpdesk; a new one makes a new key. Empty where your mail server or provider signs."
        ),
    )
    dkim_signs = models.BooleanField(
        _("sign its mail"),
        default=False,
        help_text=_("Switch on once the record is published, or others will doubt the mail."),
    )
    sealed_dkim_key = models.TextField(editable=False, blank=True)

    class Meta:
        abstract = True

    @property
    def dkim_key(self):
        """The private key in PEM (PKCS #1), as bytes; empty where there is none."""
        return unseal(self.sealed_dkim_key).encode()

    @property
    def dkim_domain(self):
        return self.address.rpartition("@")[2].lower().encode("idna").decode()

    @property
    def dkim_record(self):
        """(name, text) of the TXT record that others check signatures by (RFC 6376 §3.6.1); None without a key."""
        if not self.dkim_key:
            return None
        key = serialization.load_pem_private_key(self.dkim_key, None).public_key()
        der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        name = f"{self.dkim_selector}._domainkey.{self.dkim_domain}"
        return name, f"v=DKIM1; k=rsa; p={base64.b64encode(der).decode()}"

    def renew_dkim_key(self):
        """Make a key for a new selector, or drop it with the last one. Nothing is signed until its record is out."""
        self.dkim_signs = False
        if not self.dkim_selector:
            self.sealed_dkim_key = ""
            return
        key = rsa.generate_private_key(65537, BITS)
        self.sealed_dkim_key = seal(key.private_bytes(*FORMAT).decode())
