"""Accounts on other servers that mail is fetched from, and how far each has been read."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels.models.mailbox import Mailbox
from core.claims import ClaimableQuerySet
from core.secrets import seal, unseal


class AccountQuerySet(ClaimableQuerySet):
    def unfinished(self):
        """Those in use: there is always more mail to come."""
        return self.filter(is_active=True)


class Account(models.Model):
    """One account on a mail server whose letters come to one of our mailboxes."""

    class Protocol(models.TextChoices):
        IMAP = "imap", "IMAP"
        POP3 = "pop3", "POP3"

    class Security(models.TextChoices):
        TLS = "tls", _("encrypted from the first byte (TLS)")
        STARTTLS = "starttls", "STARTTLS"
        NONE = "none", _("not encrypted: only for a server on this very machine")

    class Afterwards(models.TextChoices):
        SEEN = "seen", _("mark it as read")
        MOVE = "move", _("move it to a folder")
        DELETE = "delete", _("delete it there")

    # A server that fails is asked less and less often, and never given up.
    PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=10)

    mailbox = models.ForeignKey(
        Mailbox,
        models.PROTECT,
        related_name="+",
        verbose_name=_("mailbox"),
        help_text=_("The address of ours this mail came to: it says which desk has it."),
    )
    protocol = models.CharField(_("protocol"), max_length=5, choices=Protocol, default=Protocol.IMAP)
    host = models.CharField(_("server"), max_length=253, help_text=_("Such as imap.example.org."))
    port = models.PositiveIntegerField(_("port"), default=993)
    security = models.CharField(_("encryption"), max_length=8, choices=Security, default=Security.TLS)
    user = models.CharField(_("user name"), max_length=254)
    sealed_password = models.TextField(editable=False, blank=True)
    folder = models.CharField(pgettext_lazy("mail", "folder"), max_length=200, default="INBOX")
    afterwards = models.CharField(
        _("once a mail is here"), max_length=6, choices=Afterwards, default=Afterwards.SEEN
    )
    move_to = models.CharField(_("folder to move it to"), max_length=200, blank=True)
    takes_old = models.BooleanField(
        _("take in what lies there already"),
        default=False,
        help_text=_(
            "Otherwise only mail that comes from now on becomes tickets. By POP3 all of it is always taken in."
        ),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    # RFC 3501 §2.3.1.1: while `validity` stays the same, everything up to `last_uid` has been looked at.
    validity = models.BigIntegerField(null=True, editable=False)
    last_uid = models.BigIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)
    fetched_at = models.DateTimeField(_("last fetched"), null=True, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    parked_at = models.DateTimeField(null=True, editable=False)
    trouble = models.TextField(_("what went wrong"), blank=True, editable=False)

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["host", "user"]
        verbose_name = _("mail account")
        verbose_name_plural = _("mail accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["host", "user", "folder"],
                name="one_account_a_folder",
                violation_error_message=_("This folder is fetched already."),
            )
        ]

    def __str__(self):
        return f"{self.user} · {self.host}"

    @property
    def password(self):
        return unseal(self.sealed_password)

    @password.setter
    def password(self, text):
        self.sealed_password = seal(text)

    def note_fetched(self):
        """All that was there is here."""
        self.fetched_at, self.failing_since, self.trouble, self.attempts = timezone.now(), None, "", 0
        self._come_back(self.PAUSE)

    def note_failed(self, words):
        """It could not be fetched: `words` say why, and it is tried again after a growing pause."""
        self.failing_since, self.trouble = self.failing_since or timezone.now(), words[:2000]
        self._come_back(min(self.PAUSE * 2 ** min(self.attempts, 10), self.LONGEST_PAUSE))

    def note_read(self, validity, last_uid):
        """Everything up to a UID is kept here."""
        self.validity, self.last_uid = validity, last_uid
        self.save(update_fields=["validity", "last_uid"])

    def _come_back(self, pause):
        self.next_try_at = Now() + pause
        self.save(update_fields=["fetched_at", "failing_since", "trouble", "attempts", "next_try_at"])
