"""The name of what is published now: calendars, policies and targets are read anew when it is another."""

import uuid

from django.db import models


class EditionManager(models.Manager):
    def publish(self):
        """Tell every process that something was published. Part of the publishing transaction."""
        self.update_or_create(pk=1, defaults={"name": uuid.uuid4()})


class Edition(models.Model):
    # By chance and not by counting: a number could come back with a restored backup, and mean something else.
    name = models.UUIDField()

    objects = EditionManager()

    def __str__(self):
        return str(self.name)
