"""Accounts on other servers that mail is fetched from, and how far each has been read."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels.models.account_sign_in import SignsIn
from channels.models.account_tried import Tried, TriedQuerySet
from channels.models.account_turns import TakesTurns, TurnsQuerySet
from channels.models.account_watched import Watched
from channels.models.mailbox import Mailbox


class AccountQuerySet(TurnsQuerySet, TriedQuerySet):
    pass


class Account(SignsIn, TakesTurns, Watched, Tried):
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
    # Of what lay there when the server numbered it anew, up to `old_until`, only what came after `begun_at` is new.
    begun_at = models.DateTimeField(null=True, editable=False)
    old_until = models.BigIntegerField(default=0, editable=False)
    fetched_at = models.DateTimeField(_("last fetched"), null=True, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
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

    def note_fetched(self, taken=0):
        """All that was there is here, `taken` letters of it new."""
        now = timezone.now()
        self.fetched_at, self.failing_since, self.trouble, self.attempts = now, None, "", 0
        self.waiting, self.behind_since = 0, None
        if taken:
            self.last_mail_at = now
        self._save_how_it_went()
        self.end_turn(self.PAUSE, is_well=True)

    def note_failed(self, words):
        """It could not be fetched: `words` say why, and it is tried again after a growing pause."""
        self.failing_since, self.trouble = self.failing_since or timezone.now(), words[:2000]
        self._save_how_it_went()
        pause = min(self.PAUSE * 2 ** min(self.attempts, 10), self.LONGEST_PAUSE)
        self.end_turn(pause, is_well=False)

    def note_begun(self, validity, last_uid):
        """What lies there up to a UID is none of ours."""
        self.begun_at = timezone.now()
        self.save(update_fields=["begun_at"])
        self.note_read(validity, last_uid)

    def note_renumbered(self, validity, old_until):
        """The server has numbered its mail anew: all of it is looked at again."""
        self.old_until = old_until
        self.save(update_fields=["old_until"])
        self.note_read(validity, 0)

    def is_old(self, uid, arrived):
        """Whether a letter lay there before this account was begun with."""
        return bool(self.begun_at and uid <= self.old_until and arrived and arrived < self.begun_at)

    def note_read(self, validity, last_uid, *, waiting=0, oldest=None):
        """Everything up to a UID is kept here; `waiting` letters lie behind it, the `oldest` since that moment."""
        self.validity, self.last_uid = validity, last_uid
        # Up to the last turn nothing was left, so nothing waits longer than since then, whatever its date says.
        self.waiting, self.behind_since = waiting, oldest and max(oldest, self.fetched_at or timezone.now())
        self.save(update_fields=["validity", "last_uid", "waiting", "behind_since"])
        self.go_on()

    def _save_how_it_went(self):
        self.save(
            update_fields=[
                "fetched_at", "failing_since", "trouble", "attempts", "waiting", "behind_since", "last_mail_at",
            ]
        )  # fmt: skip
