"""What somebody has typed and not sent yet. Kept on the server, so that a lost session loses no words."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class DraftQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)


class Draft(models.Model):
    """One unsent reply, note or request of one person."""

    class Mode(models.TextChoices):
        REPLY = "reply"
        NOTE = "note"
        REQUEST = "request"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mode = models.CharField(max_length=8, choices=Mode)
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, null=True, related_name="drafts")
    category = models.ForeignKey("tickets.Category", models.CASCADE, null=True, related_name="+")
    content = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "ticket", "mode"],
                condition=Q(ticket__isnull=False),
                name="one_draft_a_ticket",
            ),
            models.UniqueConstraint(
                fields=["user", "category"], condition=Q(mode="request"), name="one_draft_a_category"
            ),
        ]

    def __str__(self):
        return f"{self.mode}: {self.content.get('body', '')[:60]}"
