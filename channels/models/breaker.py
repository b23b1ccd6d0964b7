"""The circuit breaker of a mailbox: so much machine-made mail within minutes is no longer help, it is a storm."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PAUSE = timedelta(minutes=30)


class BreakerQuerySet(models.QuerySet):
    def open(self):
        """Those that hold automatic mail back now."""
        return self.filter(until__gt=Now())

    def resume(self, by):
        """Let the mail of these go on now; returns how many had held it."""
        return self.open().update(until=Now(), resumed_by=by)


class Breaker(models.Model):
    """From when until when automatic mail of one of our addresses was held back. Answers of people go on."""

    address = models.CharField(_("address"), max_length=254)
    began_at = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(_("until"))
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("resumed by")
    )

    objects = BreakerQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("stop of automatic mail")
        verbose_name_plural = _("stops of automatic mail")
        indexes = [models.Index(fields=["address", "until"], name="breaker_of_address")]

    def __str__(self):
        return self.address

    @classmethod
    def trip(cls, address):
        """Hold the automatic mail of `address` back for a while, unless it is held already."""
        if not cls.objects.open().filter(address=address).exists():
            cls.objects.create(address=address, until=timezone.now() + PAUSE)
