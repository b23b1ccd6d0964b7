"""Mail that has arrived: the raw thing first, then what became of it. Nothing that arrived is ever without a fate."""

import hashlib

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels.models.mailbox import Mailbox
from core import gathered
from core.claims import Claimable, ClaimableQuerySet
from tickets.models import Message, Ticket

# Refusals that a person may think better of.
TAKEN_BACK = ("rule", "unwanted")
UNDECIDED = Q(fate="quarantined") | Q(fate="refused", reason__in=TAKEN_BACK)


# What is found out about a letter while it is read, and decided about it then.
DECIDED = [
    "fate", "reason", "ticket", "message", "sender", "subject", "mail_id", "content_hash", "steps", "trouble",
]  # fmt: skip


class Overtaken(Exception):  # noqa: N818  not an error: somebody else has done it
    """Another worker has said by now what became of this letter; whatever came of ours must be undone."""


class LetterQuerySet(ClaimableQuerySet):
    def unfinished(self):
        return self.filter(fate=Letter.Fate.WAITING)

    def hold(self, letters):
        """Lock these, which were claimed, until the gathering around this ends; Overtaken when another worker has one
        of them by now."""
        rows = (
            self.filter(pk__in=[letter.pk for letter in letters])
            .order_by("pk")
            .select_for_update(no_key=True)
        )
        standing = {pk: facts for pk, *facts in rows.values_list("pk", "fate", "attempts")}
        for letter in letters:
            if standing.get(letter.pk) != [letter.fate, letter.attempts]:
                raise Overtaken(f"mail {letter.pk}")
        gathered.current().hold(letters)

    def undecided(self):
        """What somebody may still make a ticket of: it waits in quarantine, or a rule or a person refused it."""
        return self.filter(UNDECIDED)

    def of_rules(self):
        """What rules have a say in: mail that became a ticket, and what somebody may still make one of."""
        return self.filter(UNDECIDED | Q(fate=Letter.Fate.OPENED))

    def visible_to(self, user):
        """What `user` may look at: mail of tickets they work on; of none, unless it came to a closed desk."""
        of_none = Q(ticket=None) & (
            Q(mailbox=None) | Q(mailbox__desk=None) | Q(mailbox__desk__is_walled=False)
        )
        return self.filter(Q(ticket__in=Ticket.objects.worked_by(user)) | of_none)


class Letter(Claimable):
    """One mail as it came in: where it lies, where it was found, and its way from there (`steps`)."""

    class Fate(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("mail that arrived", "waiting")
        OPENED = "opened", _("became a ticket")
        ADDED = "added", _("added to a ticket")
        NOTED = "noted", _("noted on a ticket")
        DOUBLE = "double", _("had arrived before")
        QUARANTINED = "quarantined", _("in quarantine")
        REFUSED = "refused", _("refused")

    # A mail that cannot be read is not read better an hour later.
    MOST_ATTEMPTS = 3

    mailbox = models.ForeignKey(
        Mailbox, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mailbox")
    )
    # Where it was found: "imap:7/INBOX/1699000000/4711", "pop3:8/…" (RFC 3501 §2.3.1.1); empty for what was brought.
    place = models.CharField(max_length=300, blank=True)
    raw = models.FileField(max_length=120)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    # Of a mail that is too large only the head is here; so large is the whole of it, which lies where it was found.
    full_size = models.PositiveBigIntegerField(null=True)
    # When the raw mail was removed, as the house is set; and when it was found missing, which should never be.
    removed_at = models.DateTimeField(null=True)
    missing_at = models.DateTimeField(null=True)
    # RFC 5321 §4.1.1.2 and §4.1.1.3, as far as whoever brought it said so.
    envelope_from = models.CharField(max_length=320, null=True, blank=True)
    envelope_to = models.CharField(max_length=320, blank=True)
    arrived_at = models.DateTimeField(_("arrived"), default=timezone.now)
    fate = models.CharField(_("what became of it"), max_length=12, choices=Fate, default=Fate.WAITING)
    reason = models.CharField(max_length=40, blank=True)
    ticket = models.ForeignKey(Ticket, models.SET_NULL, null=True, related_name="+", verbose_name=_("ticket"))
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+", db_index=False)
    sender = models.CharField(pgettext_lazy("mail", "from"), max_length=320, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    mail_id = models.CharField("Message-ID", max_length=998, blank=True)
    # Of what people said, without the lines that servers on the way have added.
    content_hash = models.CharField(max_length=64, blank=True)
    # [["2026-…", "what", {details}], …]: its way through the house.
    steps = models.JSONField(default=list)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("mail that arrived")
        verbose_name_plural = _("mail that arrived")
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=~Q(place=""), name="one_letter_a_place"),
            # Two workers with the same mail from two mailboxes: the second may not make a ticket of it as well.
            models.UniqueConstraint(
                fields=["mail_id", "content_hash"],
                condition=Q(fate__in=["opened", "added", "noted"]) & ~Q(mail_id=""),
                name="one_ticket_a_mail",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(fate="waiting"), name="letter_waiting"),
            models.Index(fields=["sha256"], name="letter_by_content"),
            models.Index(fields=["mail_id"], name="letter_by_mail_id"),
            models.Index(fields=["sender", "id"], name="letter_by_sender"),
            models.Index(fields=["fate", "id"], name="letter_by_fate"),
            models.Index(fields=["parked_at"], condition=Q(parked_at__isnull=False), name="letter_parked"),
            models.Index(fields=["arrived_at"], condition=Q(removed_at=None), name="letter_with_raw"),
            models.Index(
                fields=["missing_at"], condition=Q(missing_at__isnull=False), name="letter_missing_raw"
            ),
        ]

    def __str__(self):
        return f"{self.sender}: {self.subject}"

    @property
    def is_undecided(self):
        is_refused = self.fate == self.Fate.REFUSED and self.reason in TAKEN_BACK
        return self.fate == self.Fate.QUARANTINED or is_refused

    @property
    def is_kept(self):
        """Whether the raw mail is still here."""
        return bool(self.raw) and self.removed_at is None

    def is_of(self, raw):
        """Whether these very bytes are what it was made of."""
        return self.sha256 == hashlib.sha256(raw).hexdigest()

    def step(self, what, **details):
        """Note one step of its way; saved together with its fate."""
        self.steps = [*self.steps, [timezone.now().isoformat(), what, details]]

    def settle(self, fate, *, reason="", ticket=None, message=None):
        """Say what became of it, for good or until somebody looks into the quarantine.

        Raises Overtaken when our claim had run out and another worker was faster.
        """
        stood = {"fate": self.fate, "attempts": self.attempts}
        self.fate, self.reason, self.ticket, self.message = fate, reason, ticket, message
        self.step(fate, **({"reason": reason} if reason else {}))
        self.trouble = ""
        around = gathered.current()
        if around is not None and around.holds(self):
            around.change(self, DECIDED)
        elif not Letter.objects.filter(pk=self.pk, **stood).update(
            **{name: getattr(self, name) for name in DECIDED}
        ):
            raise Overtaken(f"mail {self.pk}")

    def begin_once_more(self):
        """Note that a letter is begun which somebody had taken up before, and perhaps died of; how often that was."""
        self.step("begun")
        Letter.objects.filter(pk=self.pk, attempts=self.attempts).update(steps=self.steps)
        names = [name for _at, name, _details in self.steps]
        since = len(names) - names[::-1].index("again") if "again" in names else 0
        return names[since:].count("begun")

    @transaction.atomic
    def try_again(self):
        """Let a letter in quarantine, or one that was refused by a rule, be read once more."""
        self._hold()
        if self.is_undecided and self.is_kept:
            self.fate, self.reason, self.attempts, self.parked_at = self.Fate.WAITING, "", 0, None
            self.step("again")
            self.next_try_at = Now()
            self.save()

    @transaction.atomic
    def refuse(self, *, by):
        """Settle a letter in quarantine: nobody wants it, and its way says who said so."""
        self._hold()
        if self.fate == self.Fate.QUARANTINED:
            self.step("unwanted", by=str(by))
            self.settle(self.Fate.REFUSED, reason="unwanted")

    def _hold(self):
        """Wait for whoever decides about it at this moment, and see what became of it."""
        self.refresh_from_db(from_queryset=Letter.objects.select_for_update())
