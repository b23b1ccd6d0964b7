"""Addresses that are not written to: those that are gone, and those who do not want our automatic mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels.models.letter import Letter
from channels.models.outgoing import Brake, Outgoing


class SuppressionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(lifted_at=None)

    def against(self, address, *, is_automatic=False):
        """What forbids a mail to `address`: a complaint forbids automatic mail alone."""
        mine = self.standing().filter(address=address.lower())
        return mine if is_automatic else mine.filter(why=Suppression.Why.DEAD)

    def lift(self, by):
        """Write to these addresses again; returns how many there were."""
        return self.standing().update(lifted_at=timezone.now(), lifted_by=by)


class Suppression(models.Model):
    """One address that is not written to: why, since when, and by which mail that was found out."""

    class Why(models.TextChoices):
        DEAD = Brake.DEAD.value, Brake.DEAD.label
        COMPLAINT = Brake.COMPLAINT.value, Brake.COMPLAINT.label

    address = models.CharField(_("address"), max_length=254)
    why = models.CharField(pgettext_lazy("mail", "why"), max_length=12, choices=Why)
    began_at = models.DateTimeField(_("since"), default=timezone.now)
    # What their mail server said.
    said = models.TextField(_("answer of the mail server"), blank=True)
    outgoing = models.ForeignKey(
        Outgoing, models.SET_NULL, null=True, related_name="+", verbose_name=_("outgoing mail")
    )
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="+", verbose_name=_("report"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("lifted by")
    )

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("silenced address")
        verbose_name_plural = _("silenced addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["address", "why"], condition=Q(lifted_at=None), name="one_suppression_an_address"
            )
        ]

    def __str__(self):
        return self.address

    @property
    def stops(self):
        """The kinds of mail that are not sent, in words."""
        return _("all mail") if self.why == self.Why.DEAD else _("automatic mail")

    @classmethod
    def begin(cls, outgoing, why, *, said="", letter=None):
        """From now on write no more to the address of this Outgoing; harmless when repeated."""
        facts = {"outgoing": outgoing, "letter": letter, "said": said[:1000].replace("\x00", "")}
        cls.objects.standing().get_or_create(address=outgoing.to.lower(), why=why, defaults=facts)
