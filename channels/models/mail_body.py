"""Mail as it is shown beside its words: cleaned where it became a message, so that no page ever parses mail."""

from django.db import models
from django.db.models import Q

from channels.models.letter import Letter
from tickets.models import Message, Ticket


class MailBodyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Mail whose message `user` may read: all of it on the agents' side, else public words as they were sent."""
        public = Q(message__in=Message.objects.public(), message__corrected_at=None)
        return self.filter(
            Q(message__ticket__in=Ticket.objects.worked_by(user))
            | Q(public, message__ticket__in=Ticket.objects.visible_to(user))
        )

    def of_guest(self, ticket):
        """Mail that the holder of a link to `ticket` may read."""
        return self.filter(message__in=ticket.messages.public(), message__corrected_at=None)


class MailBody(models.Model):
    """All of a mail that is more than its words: its look, its pictures, what it invites to.

    `html` and `css` were cleaned under the version `rules` (channels/email/reading/showing.py).
    """

    message = models.OneToOneField(Message, models.CASCADE, primary_key=True, related_name="+")
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="+", db_index=False)
    html = models.TextField()
    css = models.TextField(blank=True)
    rules = models.PositiveSmallIntegerField()
    # Whether there is more to see than the words on the page.
    is_more = models.BooleanField(default=False)
    has_remote_pictures = models.BooleanField(default=False)
    # As they were read: channels/email/reading/mail.py, Invitation.
    invitations = models.JSONField(default=list)

    objects = MailBodyQuerySet.as_manager()

    @property
    def is_short(self):
        """Whether it fits into a low frame, as far as its markup tells."""
        return "<img" not in self.html and len(self.html) < 1200 and self.html.count("<br>") < 8

    def __str__(self):
        return f"mail {self.pk}"


class MailPicture(models.Model):
    """A picture that came inside a mail and stands among its words."""

    body = models.ForeignKey(MailBody, models.CASCADE, related_name="pictures")
    content_id = models.CharField(max_length=998)
    content_type = models.CharField(max_length=20)
    file = models.FileField(max_length=120)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.content_id
