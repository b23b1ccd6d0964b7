"""Text that can be used and is never shown: it lies under authenticated encryption (core/secrets.py)."""

from django.db import models

from core.secrets import seal, unseal


def sealed(name):
    """A property whose text lies sealed in the field `name`."""

    def read(row):
        return unseal(getattr(row, name))

    def write(row, text):
        setattr(row, name, seal(text))

    return property(read, write)


class HasPassword(models.Model):
    """Has a password, or a provider's key in its place."""

    sealed_password = models.TextField(editable=False, blank=True)
    password = sealed("sealed_password")

    class Meta:
        abstract = True
