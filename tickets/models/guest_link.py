"""The signed link in a mail that opens one ticket for one address without signing in, until it is revoked."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LIFETIME = timedelta(days=90)
SALT = "tickets.guest_link"


class GuestLinkQuerySet(models.QuerySet):
    def alive(self, now=None):
        return self.filter(revoked_at=None, expires_at__gt=now or timezone.now())

    def for_person(self, ticket, user):
        """The living link of `user` to `ticket`, made if there is none."""
        return self.for_people([(ticket.pk, user.pk)])[ticket.pk, user.pk]

    def for_people(self, pairs):
        """{(id of a ticket, id of a person): their living link} for each of these pairs, made where there is none."""
        tickets, people = {ticket for ticket, _user in pairs}, {user for _ticket, user in pairs}
        rows = self.alive().filter(ticket__in=tickets, user__in=people).order_by("-pk")
        links = {(link.ticket_id, link.user_id): link for link in rows}
        missing = [pair for pair in dict.fromkeys(pairs) if pair not in links]
        now = timezone.now()
        made = [
            GuestLink(ticket_id=ticket, user_id=user, created_at=now, expires_at=now + LIFETIME)
            for ticket, user in missing
        ]
        return links | dict(zip(missing, self.bulk_create(made), strict=True))

    def opened_by(self, token):
        """The living link that `token` stands for, or None; a forged, expired or revoked one opens nothing."""
        try:
            pk = signing.loads(token, salt=SALT, max_age=LIFETIME)
        except signing.BadSignature:
            return None
        return self.alive().filter(pk=pk).select_related("ticket", "user").first()


class GuestLink(models.Model):
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="guest_links")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = GuestLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest link")
        verbose_name_plural = _("guest links")

    def __str__(self):
        return f"{self.ticket}: {self.user}"

    def save(self, *args, **kwargs):
        self.expires_at = self.expires_at or self.created_at + LIFETIME
        super().save(*args, **kwargs)

    @property
    def token(self):
        return signing.dumps(self.pk, salt=SALT)

    def revoke(self):
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])
