"""What people said on a ticket: public replies and internal notes, and how they read before a correction."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.html import as_plain, from_markdown, without_marks
from tickets.folding import BLOCK, Words
from tickets.models.choices import Channel, Doubt


class MessageQuerySet(models.QuerySet):
    def public(self):
        """What the requester's side may read: replies that have gone out and were not withdrawn."""
        return self.filter(is_internal=False, withdrawn_at=None, goes_out_at__lte=timezone.now())


class Message(models.Model):
    """One reply or note. The text is Markdown as it was typed; `html` is what was made of it, cleaned once."""

    # The index message_of_ticket begins with it.
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="messages", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_internal = models.BooleanField(_("internal note"), default=False)
    is_from_requester = models.BooleanField(_("from the requester's side"), default=False)
    body = models.TextField(_("text"))
    html = models.TextField(editable=False)
    # Words of a mail are no Markdown: what looks like a mark there is none.
    is_plain = models.BooleanField(default=False)
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.PORTAL)
    # Why it may not be from whom it seems to be; for agents alone.
    doubts = ArrayField(models.CharField(max_length=24, choices=Doubt), default=list)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    goes_out_at = models.DateTimeField(default=timezone.now)
    corrected_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["ticket", "id"], name="message_of_ticket"),
            GinIndex(Words("body"), F("id") / BLOCK, name="message_words_in_block"),
        ]
        constraints = [
            # A note that could be taken for a requester's own words would leave by their doors.
            models.CheckConstraint(
                condition=~Q(is_internal=True, is_from_requester=True), name="notes_are_never_a_requesters"
            )
        ]

    def __str__(self):
        return self.excerpt

    def before_writing(self):
        self.html = as_plain(self.body) if self.is_plain else from_markdown(self.body)

    def save(self, *args, **kwargs):
        self.before_writing()
        super().save(*args, **kwargs)

    @property
    def excerpt(self):
        """The first words, for lists."""
        words = self.body[:400]
        return (" ".join(words.split()) if self.is_plain else without_marks(words))[:160]

    @property
    def told_doubts(self):
        """Why it may not be from whom it seems to be, in sentences."""
        return [Doubt(doubt).label for doubt in self.doubts]

    @property
    def is_on_hold(self):
        """Whether it can still be taken back: it waits for its moment in the outbox."""
        return self.withdrawn_at is None and self.goes_out_at > timezone.now()


class FormerText(models.Model):
    """How a message read before a correction. Nothing is ever edited away."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="former_texts")
    body = models.TextField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.body[:80]
