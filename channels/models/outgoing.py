"""The outbox: one row for each mail to each person, written before anything is sent."""

import random
import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from channels.models.breaker import Breaker
from channels.models.mailbox import Mailbox
from core.claims import Claimable, ClaimableQuerySet
from tickets.models import Event, Ticket

LEASE = timedelta(minutes=3)


def new_message_id(*parts):
    """A Message-ID of ours (RFC 5322 §3.6.4) that nobody can guess: <10461.55.7.random@MAIL_DOMAIN>."""
    return f"<{'.'.join(str(part) for part in [*parts, secrets.token_hex(10)])}@{settings.MAIL_DOMAIN}>"


def ids_within(text):
    """The Message-IDs in a text that could be ours."""
    return re.findall(rf"<[0-9a-z.-]{{1,100}}@{re.escape(settings.MAIL_DOMAIN)}>", text)


class Brake(models.TextChoices):
    """Why a mail was not sent, or not at once."""

    DEAD = "dead", _("there is no such mailbox")
    COMPLAINT = "complaint", _("they took our mail for spam")
    ANSWERED = "answered", _("they had an automatic answer about this ticket within the day")
    LOOP = "loop", _("two machines seem to answer each other")
    HOUR = "hour", _("many automatic mails to this address within the hour: it goes later")


class Return(models.TextChoices):
    """How a mail came back."""

    DEAD = "dead", _("there is no such mailbox")
    FULL = "full", _("the mailbox is full")
    POLICY = "policy", _("refused as spam or by a rule")
    OTHER = "other", _("could not be delivered")


class OutgoingQuerySet(ClaimableQuerySet):
    def unfinished(self):
        return self.filter(state=Outgoing.State.WAITING)

    def due(self):
        """Rows to send now. A younger mail about the same ticket waits until the older one has gone or is parked,
        but not for one that a brake holds."""
        older = Outgoing.objects.unfinished().filter(
            ticket=OuterRef("ticket"), to=OuterRef("to"), pk__lt=OuterRef("pk"), parked_at=None, reason=""
        )
        return super().due()._free().exclude(Q(ticket__isnull=False) & Exists(older._free()))

    def _free(self):
        """Without the automatic mail of mailboxes whose circuit is broken."""
        broken = Breaker.objects.open().filter(address=OuterRef("sent_by"))
        return self.exclude(Q(is_outward=True) & Exists(broken))

    def automatic(self):
        """Machine-made mail to people who do not work here, as far as it went or will go."""
        return self.filter(is_outward=True).exclude(state=Outgoing.State.STOPPED)

    def automatic_to(self, address):
        return self.automatic().filter(to=address)

    def refused_by_rule(self):
        """What was refused as spam or by a rule."""
        return self.filter(returned_as=Return.POLICY)

    def visible_to(self, user):
        """What `user` may look at: mail about tickets they work on, and mail about none, unless it is sealed."""
        return self.filter(Q(ticket__in=Ticket.objects.worked_by(user)) | Q(ticket=None, is_sealed=False))


class Outgoing(Claimable):
    """One mail to one person: its words, its fixed Message-ID, and what became of it."""

    # Two days of tries. Each pause is at most an eighth of the time so far, so that after an outage all is on its
    # way again before long.
    MOST_ATTEMPTS = 58
    FIRST_PAUSE = timedelta(minutes=1)
    GROWTH, EVEN = 1.125, 8

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("mail", "waiting")
        SENT = "sent", _("sent")
        KEPT = "kept", _("kept: there is no mail server")
        STOPPED = "stopped", pgettext_lazy("mail", "not sent")

    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    kind = models.CharField(_("kind"), max_length=24)
    # The index outgoing_of_thread begins with it.
    ticket = models.ForeignKey(
        Ticket, models.CASCADE, null=True, related_name="+", db_index=False, verbose_name=_("ticket")
    )
    event = models.ForeignKey(Event, models.CASCADE, null=True, related_name="+")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name=_("recipient")
    )
    # Says which server it leaves by and who signs it.
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, null=True, related_name="+", db_index=False)
    sender = models.CharField(pgettext_lazy("mail", "from"), max_length=512)
    # The bare address in `sender`: which mailbox it is measured by.
    sent_by = models.CharField(max_length=254, blank=True, default="", db_default="")
    reply_to = models.CharField(_("reply to"), max_length=254, blank=True)
    to = models.CharField(pgettext_lazy("mail", "to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("plain text"))
    html = models.TextField(_("formatted text"), blank=True)
    message_id = models.CharField(max_length=255, unique=True)
    # What a provider calls it, and speaks of it by.
    provider_id = models.CharField(max_length=255, blank=True)
    in_reply_to = models.CharField(max_length=255, blank=True)
    references = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    # Holds a link that lets its reader in: shown only where no mail server is, blanked once it has gone.
    is_secret = models.BooleanField(default=False)
    # Speaks of a closed desk's tickets: not even administrators read it.
    is_sealed = models.BooleanField(default=False)
    # Made by a machine, and to somebody who does not work here: what brakes count.
    is_outward = models.BooleanField(default=False, db_default=False)
    reason = models.CharField(
        _("why not"), max_length=12, choices=Brake, blank=True, default="", db_default=""
    )
    returned_at = models.DateTimeField(_("came back"), null=True, blank=True)
    returned_as = models.CharField(
        _("how it came back"), max_length=8, choices=Return, blank=True, default="", db_default=""
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    answer = models.TextField(_("answer of the mail server"), blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "recipient", "kind"],
                condition=Q(event__isnull=False),
                name="one_mail_an_event",
            )
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="outgoing_waiting"),
            models.Index(fields=["ticket", "to", "id"], name="outgoing_of_thread"),
            models.Index(fields=["to", "kind", "created_at"], name="outgoing_to_address"),
            models.Index(
                fields=["provider_id"], condition=~Q(provider_id=""), name="outgoing_by_provider_id"
            ),
            models.Index(fields=["parked_at"], condition=Q(parked_at__isnull=False), name="outgoing_parked"),
            models.Index(
                fields=["to", "created_at"], condition=Q(is_outward=True), name="outgoing_outward_to"
            ),
            models.Index(
                fields=["sent_by", "created_at"], condition=Q(is_outward=True), name="outgoing_outward_by"
            ),
            models.Index(fields=["returned_at"], condition=Q(returned_as="policy"), name="outgoing_by_rule"),
        ]

    def __str__(self):
        return f"{self.to}: {self.subject}"

    @property
    def is_readable(self):
        """Whether its words may be shown to who runs the mail."""
        return not self.is_secret or self.state == self.State.KEPT

    @property
    def is_answer(self):
        """Whether it carries an agent's answer to the one who asked."""
        if self.event_id is None or self.ticket_id is None or self.recipient_id != self.ticket.requester_id:
            return False
        return self.event.kind == Event.Kind.REPLIED and not self.event.message.is_from_requester

    @property
    def is_automatic(self):
        """Whether it says of itself that a machine made it (RFC 3834)."""
        return "Auto-Submitted" in self.headers

    @property
    def is_reply_of_machine(self):
        """Whether it answers somebody who wrote, and no person wrote it."""
        return self.headers.get("Auto-Submitted") == "auto-replied"

    def stop(self, reason):
        """Keep a row that is being written from going, and say why."""
        self.state, self.reason = self.State.STOPPED, reason

    def hold_for_sending(self):
        """Make the claim last for one more mail. False when another worker has it, or has sent it, by now."""
        mine = Outgoing.objects.unfinished().filter(pk=self.pk, parked_at=None, attempts=self.attempts)
        return bool(mine.update(next_try_at=Now() + LEASE))

    def note_sent(self, answer, provider_id=""):
        """Keep the answer of the server, and let go of words that are a key."""
        self.state, self.sent_at, self.answer, self.trouble = self.State.SENT, timezone.now(), answer, ""
        self.provider_id = provider_id[:255]
        if self.is_secret:
            self.text = self.html = ""
        self.save(update_fields=["state", "sent_at", "answer", "trouble", "provider_id", "text", "html"])

    def note_returned(self, how):
        """Remember how it came back. False when that was known."""
        self.returned_at, self.returned_as = timezone.now(), how
        known = type(self).objects.filter(pk=self.pk, returned_at=None)
        return bool(known.update(returned_at=self.returned_at, returned_as=how))

    def send_again(self):
        """Send what came back or was stopped once more, to the address they have now. False when it is on its way."""
        to = self.recipient.email if self.recipient else self.to
        back = type(self).objects.filter(pk=self.pk, returned_at__isnull=False)
        self.to = to
        return bool(
            back.update(
                to=to,
                state=self.usual_state,
                reason="",
                returned_at=None,
                returned_as="",
                parked_at=None,
                attempts=0,
                next_try_at=Now(),
                answer="",
                trouble="",
            )  # fmt: skip
        )

    @property
    def usual_state(self):
        """What it waits for: a server to leave by, if there is one."""
        way_out = settings.EMAIL_URL or (self.mailbox and self.mailbox.way_out)
        return self.State.WAITING if way_out else self.State.KEPT

    def _pause(self):
        pause = self.FIRST_PAUSE * self.GROWTH ** max(self.attempts - self.EVEN, 0)
        return pause * random.uniform(0.8, 1.2)  # noqa: S311  jitter, not a secret
