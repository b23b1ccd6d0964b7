"""The servers that mail leaves by, beside the house's own (EMAIL_URL), and how each of them is doing."""

from datetime import timedelta

from django.db import models
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from channels.models.account_sign_in import SignsIn
from channels.models.proof import Proven
from core.naming import Retirable


class Transport(SignsIn, Proven, Retirable):
    """One way out for mail: a server that speaks SMTP and how to sign in there, or a provider with its key.

    Under `hook_key` a provider reports what became of the mail.
    """

    class Way(models.TextChoices):
        SMTP = "smtp", _("a mail server (SMTP)")
        MAILGUN = "mailgun", "Mailgun"
        MAILGUN_EU = "mailgun_eu", "Mailgun (EU)"
        POSTMARK = "postmark", "Postmark"
        BREVO = "brevo", "Brevo"
        RESEND = "resend", "Resend"

    class Security(models.TextChoices):
        TLS = "tls", _("encrypted from the first byte (TLS)")
        STARTTLS = "starttls", "STARTTLS"
        NONE = "none", _("not encrypted: only for a server on this very machine")

    name = models.CharField(_("name"), max_length=120, unique=True)
    way = models.CharField(
        _("sends through"),
        max_length=12,
        choices=Way,
        default=Way.SMTP,
        help_text=_("Amazon SES, SendGrid and others are reached by SMTP."),
    )
    host = models.CharField(_("server"), max_length=253, blank=True, help_text=_("Such as smtp.example.org."))
    port = models.PositiveIntegerField(_("port"), default=587)
    security = models.CharField(_("encryption"), max_length=8, choices=Security, default=Security.STARTTLS)
    user = models.CharField(
        _("user name"),
        max_length=254,
        blank=True,
        help_text=_("With Microsoft 365 and Google: the address of the mailbox that writes."),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("outgoing server")
        verbose_name_plural = _("outgoing servers")

    def __str__(self):
        return self.name

    @property
    def has_token(self):
        """Whether it is signed in to with a token of its vendor's."""
        return self.way == self.Way.SMTP and self.sign_in != self.SignIn.PASSWORD


class LineManager(models.Manager):
    def failing(self):
        """By id of their Transport (None: the house's own), the Lines that failed when last tried."""
        return {line.transport_id: line for line in self.annotate(is_resting=self._rests())}

    def note_failed(self, transport, words):
        """Leave a server alone for a while that grows with every failure; the moment it may be tried again."""
        line, _is_new = self.get_or_create(transport=transport)
        self.filter(pk=line.pk).update(failures=F("failures") + 1, words=words)
        line.refresh_from_db(fields=["failures"])
        pause = min(Line.PAUSE * 2 ** min(line.failures - 1, 10), Line.LONGEST_PAUSE)
        self.filter(pk=line.pk).update(resting_until=Now() + pause)
        return Now() + pause

    def _rests(self):
        return models.ExpressionWrapper(models.Q(resting_until__gt=Now()), output_field=models.BooleanField())


class Line(models.Model):
    """A server that could not be reached, as long as it cannot: one tries it now and then, nobody waits for it."""

    PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=2)
    # Longer than any try takes.
    TURN = timedelta(minutes=3)

    # None: the house's own.
    transport = models.ForeignKey(Transport, models.CASCADE, null=True, related_name="+", db_index=False)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(default=timezone.now)
    resting_until = models.DateTimeField(default=timezone.now)
    words = models.TextField(blank=True)

    objects = LineManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transport"], nulls_distinct=False, name="one_line_a_server")
        ]

    def __str__(self):
        return str(self.transport or "EMAIL_URL")

    def take_turn(self):
        """Be the one who tries it. False when it rests, or somebody else is trying."""
        tired = Line.objects.filter(pk=self.pk, resting_until__lte=Now())
        return bool(tired.update(resting_until=Now() + self.TURN))
