"""One thing one person should hear of, once."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.models.preference import BYSTANDING, Reason
from tickets.models import Event, ReadMark, Ticket


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What `user` should hear and may still read: notes and other inner matters only while they work there."""
        public = Q(event__kind__in=Event.PUBLIC) & (
            Q(event__message=None) | Q(event__message__is_internal=False)
        )
        # That it takes longer is meant for them, though the line that tells of it is not.
        public |= Q(reason__in=[Reason.DELAYED, Reason.ESCALATED])
        return self.filter(
            Q(ticket__in=Ticket.objects.worked_by(user))
            | Q(ticket__in=Ticket.objects.visible_to(user)) & public,
            user=user,
        ).exclude(event__message__withdrawn_at__isnull=False)

    def in_bell(self):
        return self.filter(is_in_bell=True)

    def for_me(self):
        return self.exclude(reason__in=BYSTANDING)

    def beside(self):
        return self.filter(reason__in=BYSTANDING)

    def new(self):
        """Neither ticked off nor read: opening the ticket is enough."""
        return self.filter(done_at=None).exclude(self._read())

    def read(self):
        """Those whose ticket was opened since."""
        return self.filter(self._read())

    def to_mail(self, now):
        """Those whose mail was held until a moment that has come."""
        return self.filter(mail_at__lte=now)

    def finish(self, now):
        """Tick these off; `now` names the stroke, so that it can be taken back."""
        return self.filter(done_at=None).update(done_at=now)

    def _read(self):
        marks = ReadMark.objects.filter(
            ticket=OuterRef("ticket"), user=OuterRef("user"), event_id__gte=OuterRef("event_id")
        )
        return Exists(marks)


class Notification(models.Model):
    """Says that `user` hears of `event`, why, where, and whether they have."""

    # The index of one_notice_an_event begins with it.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=16, choices=Reason)
    is_in_bell = models.BooleanField(default=True)
    mail_at = models.DateTimeField(_("mail held until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="one_notice_an_event")]
        indexes = [
            models.Index(fields=["user", "-id"], condition=Q(is_in_bell=True), name="notice_in_bell"),
            models.Index(fields=["user"], condition=Q(is_in_bell=True, done_at=None), name="notice_undone"),
            models.Index(fields=["mail_at"], condition=Q(mail_at__isnull=False), name="notice_to_mail"),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_reason_display()}"
