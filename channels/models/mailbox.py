"""The addresses this house writes from."""

from email.headerregistry import Address
from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Desk
from channels.models.signing import Signing
from channels.models.transport import Transport
from core.naming import in_own_language, validate_translations


class MailboxQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True)

    def can_send(self):
        """Whether there is a server that mail can leave by."""
        return bool(settings.EMAIL_URL) or self.in_use().filter(transport__is_active=True).exists()

    def of_address(self, address):
        """The mailbox that writes from an address, or None."""
        return self.in_use().filter(address__iexact=address).select_related("transport").first()

    def for_desk(self, desk):
        """The mailbox that writes for `desk` (or None): its own, else the default one, else an unsaved one made
        of DEFAULT_FROM_EMAIL."""
        of_desk = models.Q(desk=desk) if desk else models.Q(pk__in=[])
        fitting = self.in_use().filter(of_desk | models.Q(is_default=True)).select_related("transport")
        found = fitting.order_by("is_default", "pk").first()
        return found or self.model.of_settings()


class Mailbox(Signing, models.Model):
    """One address of ours: what stands in From and Reply-To, and what stands under every mail."""

    desk = models.ForeignKey(
        Desk,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("desk"),
        help_text=_("Mail about tickets of this desk comes from here. Empty: from no desk in particular."),
    )
    address = models.EmailField(_("address"), max_length=254, unique=True)
    name = models.CharField(
        _("sender name"), max_length=120, blank=True, help_text=_("Empty: the name of the desk.")
    )
    signature = models.TextField(
        _("signature"), blank=True, help_text=_("Appears under every mail, as typed.")
    )
    signatures = models.JSONField(
        _("signature in other languages"),
        default=dict,
        blank=True,
        validators=[validate_translations],
        help_text=_('One text for each language code, such as {"fr": "Bien à vous"}.'),
    )
    language = models.CharField(
        _("language"),
        max_length=8,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("What strangers are answered in who write to this address."),
    )
    has_auto_reply = models.BooleanField(
        _("says that a mail has arrived"),
        default=True,
        help_text=_("Whoever begins a ticket by mail to this address gets its number at once."),
    )
    auto_reply = models.TextField(
        _("words of its own for that"),
        blank=True,
        help_text=_("Appears as typed in the answer to each new request by mail. Markdown is formatted."),
    )
    auto_replies = models.JSONField(
        _("the same in other languages"),
        default=dict,
        blank=True,
        validators=[validate_translations],
        help_text=_('One text for each language code, such as {"fr": "Bien à vous"}.'),
    )
    authserv_id = models.CharField(
        _("server that checks senders"),
        max_length=255,
        blank=True,
        help_text=_(
            "The name your own mail server writes into Authentication-Results, such as mx.example.org. "
            "Nobody else's word about a sender is believed; empty: nobody's."
        ),
    )
    # Off until somebody knows: an address that is not delivered would lose every answer.
    takes_plus = models.BooleanField(
        _("takes addresses with a plus"),
        default=False,
        help_text=_(
            "Answers go to an address such as support+…@example.org, which leads back to the ticket. "
            "Switch off if your mail server does not deliver such addresses."
        ),
    )
    transport = models.ForeignKey(
        Transport,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("outgoing server"),
        help_text=_("Mail of this mailbox leaves by it. Empty: by the server of the whole house."),
    )
    is_default = models.BooleanField(
        _("default"), default=False, help_text=_("Writes for every desk that has no mailbox of its own.")
    )
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Switch off instead of deleting: what exists keeps it.")
    )

    objects = MailboxQuerySet.as_manager()

    class Meta:
        ordering = ["address"]
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="one_default_mailbox",
                violation_error_message=_("Another mailbox is the default one already."),
            ),
            models.UniqueConstraint(
                fields=["desk"],
                condition=models.Q(is_active=True),
                name="one_mailbox_a_desk",
                violation_error_message=_("This desk has a mailbox already."),
            ),
        ]

    def __str__(self):
        return self.address

    @classmethod
    def of_settings(cls):
        name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
        return cls(name=name, address=address)

    def sender(self, desk=None):
        """The From line, in the reader's language: “IT <it@example.org>”."""
        name = self.name or str(desk or self.desk or settings.SITE_NAME)
        return str(Address(" ".join(name.split()), addr_spec=self.address))

    @property
    def way_out(self):
        """The Transport its mail leaves by; None: the house's own server."""
        return self.transport if self.transport and self.transport.is_active else None

    @property
    def own_signature(self):
        return in_own_language(self.signature, self.signatures)

    @property
    def own_auto_reply(self):
        """What it adds in the reader's language to the mail that says that a request has arrived."""
        return in_own_language(self.auto_reply, self.auto_replies) if self.has_auto_reply else ""
