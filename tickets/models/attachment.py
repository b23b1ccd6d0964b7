"""Files people attach. The name is what they called it; where it lies depends on its content alone."""

import hashlib
import uuid
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import gathered
from core.limits import hold
from tickets.folding import Words

KEPT_LOOSE = timedelta(days=2)


def place_of(attachment, filename):
    """Where the content lies: by its SHA-256, never by the name a stranger chose."""
    return f"attachments/{attachment.sha256[:2]}/{attachment.sha256}"


class AttachmentQuerySet(models.QuerySet):
    def loose(self):
        """Uploaded, but not yet part of a message."""
        return self.filter(message=None)

    def join(self, files, message):
        """Let those of `files` that are still loose be part of a message."""
        here = [file for file in files if gathered.is_waiting(file)]
        for file in here:
            file.message = message
        if others := [file.pk for file in files if file not in here]:
            self.loose().filter(pk__in=others).update(message=message)

    def stale(self):
        """Loose for so long that nobody will send them any more."""
        return self.loose().filter(created_at__lt=timezone.now() - KEPT_LOOSE)

    def drop(self):
        """Delete these rows, and every content that no row needs any longer."""
        for attachment in self:
            with transaction.atomic():
                hold(attachment.sha256)
                attachment.delete()
                if not Attachment.objects.filter(sha256=attachment.sha256).exists():
                    attachment.file.storage.delete(attachment.file.name)

    def visible_to(self, user):
        """Files of messages `user` may read, and the own loose ones. Guests pass by their link instead."""
        # Asked by the ticket's own rule: one place knows who sees which tickets.
        tickets = apps.get_model("tickets", "Ticket").objects
        from_agents_side = models.Q(message__ticket__in=tickets.worked_by(user))
        public = models.Q(
            message__ticket__in=tickets.visible_to(user),
            message__is_internal=False,
            message__withdrawn_at=None,
            message__goes_out_at__lte=timezone.now(),
        )
        return self.filter(from_agents_side | public | models.Q(message=None, uploader=user))


class Attachment(models.Model):
    """One file, on its way (loose) or part of a message."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.ForeignKey(
        "tickets.Message", models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    uploader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    file = models.FileField(upload_to=place_of, max_length=120)
    name = models.CharField(_("name"), max_length=255)
    content_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(message=None), name="attachment_loose"),
            models.Index(fields=["sha256"], name="attachment_by_content"),
            GinIndex(Words("name"), name="attachment_by_words"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_picture(self):
        return self.content_type in {"image/png", "image/jpeg", "image/gif", "image/webp"}


def digest(file):
    """The SHA-256 of an uploaded `file`, read in pieces, in hexadecimal."""
    sum_ = hashlib.sha256()
    for piece in file.chunks():
        sum_.update(piece)
    return sum_.hexdigest()
