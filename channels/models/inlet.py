"""Addresses of ours that mail is brought to by HTTP."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from channels.models.mailbox import Mailbox
from channels.models.proof import Proven
from core.naming import Retirable


class Inlet(Proven, Retirable):
    """One address that a script or a provider posts mail of one mailbox to."""

    class Way(models.TextChoices):
        PLAIN = "plain", _("a script of yours")
        MAILGUN = "mailgun", "Mailgun"
        POSTMARK = "postmark", "Postmark"

    mailbox = models.ForeignKey(
        Mailbox,
        models.PROTECT,
        related_name="+",
        verbose_name=_("mailbox"),
        help_text=_("The address of ours this mail came to: it says which desk has it."),
    )
    way = models.CharField(_("brought by"), max_length=12, choices=Way, default=Way.PLAIN)
    heard_at = models.DateTimeField(_("last mail"), null=True, editable=False)
    trouble = models.TextField(_("what went wrong"), blank=True, editable=False)

    class Meta:
        ordering = ["mailbox", "way"]
        verbose_name = _("webhook for mail that comes in")
        verbose_name_plural = _("webhooks for mail that comes in")

    def __str__(self):
        return f"{self.get_way_display()} · {self.mailbox}"

    def note_heard(self):
        """A mail came, and is kept."""
        Inlet.objects.filter(pk=self.pk).update(heard_at=timezone.now(), trouble="")

    def note_refused(self, words):
        """Something came that is no mail, or cannot prove where it is from."""
        Inlet.objects.filter(pk=self.pk).update(trouble=words[:2000])
