"""Addresses of ours that other machines call, and how they prove who they are."""

import base64
import secrets

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

from channels.models.sealed import sealed


def new_key():
    return secrets.token_urlsafe(24)


class Proven(models.Model):
    """Is called under an address that nobody can guess, with a signature or a password on top of it."""

    hook_key = models.CharField(max_length=40, default=new_key, unique=True, editable=False)
    # A secret of the other side's choice, such as a provider's signing key.
    sealed_signing_key = models.TextField(editable=False, blank=True)
    signing_key = sealed("sealed_signing_key")

    class Meta:
        abstract = True

    @property
    def own_secret(self):
        """32 bytes of ours, made of the key and SECRET_KEY, so that neither the database nor a backup holds them."""
        return salted_hmac(
            f"channels.{self._meta.model_name}", self.hook_key, settings.SECRET_KEY, algorithm="sha256"
        ).digest()

    @property
    def own_password(self):
        """What stands in the address of those that cannot sign: https://mail:password@…"""
        return self.own_secret.hex()

    @property
    def shown_secret(self):
        """What a script is given to sign with, as standardwebhooks.com writes it."""
        return "whsec_" + base64.b64encode(self.own_secret).decode()
