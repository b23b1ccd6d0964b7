"""Secrets that must be given out again (passwords of mail accounts), under authenticated encryption at rest."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(text):
    """`text` encrypted and signed (Fernet: AES-128-CBC with HMAC-SHA-256) with a key made of SECRET_KEY."""
    return _ring().encrypt(text.encode()).decode() if text else ""


def unseal(sealed):
    """The text that `seal` was given. ValueError when it was sealed with a key this house no longer knows."""
    if not sealed:
        return ""
    try:
        return _ring().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise ValueError("This secret was sealed with another SECRET_KEY.") from error


def _ring():
    return MultiFernet([Fernet(_key(one)) for one in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]])


def _key(secret):
    return base64.urlsafe_b64encode(hashlib.sha256(f"core.secrets\x00{secret}".encode()).digest())
