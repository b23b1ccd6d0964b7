"""A password that can be used and is never shown: it lies under authenticated encryption (core/secrets.py)."""

from django.db import models

from core.secrets import seal, unseal


class HasPassword(models.Model):
    """Has a password, or a provider's key in its place."""

    sealed_password = models.TextField(editable=False, blank=True)

    class Meta:
        abstract = True

    @property
    def password(self):
        return unseal(self.sealed_password)

    @password.setter
    def password(self, text):
        self.sealed_password = seal(text)
