"""The second factor: who must have one, what it is called, and how its secrets are kept."""

import base64
import hashlib
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
SALT = b"accounts.second_factor"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps seeds under authenticated encryption, and never takes its own name from a Host header."""

    def get_totp_issuer(self):
        return self._get_site_name()

    def _get_site_name(self):
        return str(settings.SITE_NAME)

    def get_public_key_credential_rp_entity(self):
        return {"id": urlsplit(settings.SITE_URL).hostname, "name": self._get_site_name()}

    def encrypt(self, text):
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator):
        """Whether enough stays behind: a role that needs a second factor keeps one."""
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS).exclude(
            pk=authenticator.pk
        )
        return not must_have_one(authenticator.user) or others.exists()


def must_have_one(user):
    """Whether the role of `user` is one of SECOND_FACTOR_ROLES."""
    return user.is_authenticated and user.role in settings.SECOND_FACTOR_ROLES


def is_missing(user):
    """Whether `user` must have a second factor and has none."""
    return must_have_one(user) and not is_mfa_enabled(user, FACTORS)


def _box():
    # Keys follow SECRET_KEY; those that were in use before still open what they closed.
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = (hashlib.blake2b(secret.encode(), salt=SALT[:16], digest_size=32).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
