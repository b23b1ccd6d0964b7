"""Addresses of other programs that hear of what happens here, and what each of them was told."""

import base64
import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from channels.posting import check_address
from core.bell import ring_later
from core.claims import Claimable, ClaimableQuerySet
from core.clock import ClockTimestamp
from core.naming import Retirable


def new_salt():
    return secrets.token_hex(16)


def validate_address(address):
    """Refuse at the field what could never be called."""
    try:
        check_address(address)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class WebhookManager(models.Manager):
    def call(self, pk, *, key, kind, at, facts):
        """Tell a webhook, if it is in use, that `kind` happened `at` a moment: a row now, the call after commit.

        Once for a key, however often it is said.
        """
        webhook = self.filter(pk=pk, is_active=True).first()
        if webhook is None:
            return
        payload = {"type": kind, "timestamp": at.isoformat(), "data": facts}
        call, is_new = webhook.calls.get_or_create(
            key=key, defaults={"payload": payload, "next_try_at": Now()}
        )
        if is_new:
            ring_later("channels.tasks.call", call.pk)


class Webhook(Retirable):
    """One address of another program. Calls are signed as standardwebhooks.com says, v1."""

    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("address"), max_length=500, validators=[validate_address])
    # The secret is made of this and of SECRET_KEY, so that neither the database nor a backup holds it.
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    objects = WebhookManager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self):
        return self.name

    @property
    def key(self):
        """The bytes that calls are signed with."""
        return salted_hmac("channels.webhook", self.salt, settings.SECRET_KEY, algorithm="sha256").digest()

    @property
    def secret(self):
        """What the receiver is given to check signatures with: "whsec_" and the key in base64."""
        return "whsec_" + base64.b64encode(self.key).decode()

    def signature(self, key, moment, body):
        """The signature of a call: its id, when it is made (seconds since 1970), and its bytes."""
        signed = f"{key}.{moment}.".encode() + body
        return "v1," + base64.b64encode(hmac.new(self.key, signed, hashlib.sha256).digest()).decode()


class WebhookCallQuerySet(ClaimableQuerySet):
    def unfinished(self):
        return self.filter(sent_at=None)


class WebhookCall(Claimable):
    """One thing one webhook is told, at least once; `key` is the same for every try."""

    # Twelve tries over more than a day.
    FIRST_PAUSE = timedelta(minutes=1)
    LONGEST_PAUSE = timedelta(hours=12)

    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="calls", verbose_name=_("webhook"))
    key = models.CharField(_("key"), max_length=120)
    payload = models.JSONField(_("what is told"))
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=200, blank=True)

    objects = WebhookCallQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("call of a webhook")
        verbose_name_plural = _("calls of webhooks")
        constraints = [models.UniqueConstraint(fields=["webhook", "key"], name="one_call_a_key")]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=models.Q(sent_at=None), name="webhook_call_waiting"
            ),
            models.Index(
                fields=["parked_at"], condition=models.Q(parked_at__isnull=False), name="webhook_call_parked"
            ),
        ]

    def __str__(self):
        return f"{self.webhook}: {self.key}"

    def note_sent(self, answer):
        """Keep what the receiver answered; it is done."""
        self.answer, self.trouble = answer, ""
        WebhookCall.objects.filter(pk=self.pk).update(sent_at=ClockTimestamp(), answer=answer, trouble="")
