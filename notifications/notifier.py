"""Decides who hears of one event, and writes it down: once a person, never the one who did it."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from core.live import tell_open_pages
from notifications.audience import Audience
from notifications.mailing import brake, mail_out
from notifications.models import MailWhen, Notification, Preference, Reason, Rhythm
from notifications.models.preference import ASKING, usual
from tickets.models import Ticket


class Notifier:
    def __init__(self, event):
        self.event = event
        self.ticket = event.ticket
        self.now = timezone.now()

    @transaction.atomic(savepoint=False)
    def notify(self):
        """Write the missing notices of this event and post their mail; harmless when repeated."""
        if self.event.message and self.event.message.withdrawn_at:
            return
        told = Notification.objects.filter(event=self.event).values_list("user_id", flat=True)
        reasons = {user: why for user, why in self.recipients().items() if user.pk not in set(told)}
        # Brakes hold addresses until commit: always in one order, so that no two workers wait for each other.
        reasons = dict(sorted(reasons.items(), key=lambda pair: pair[0].email))
        notices = Notification.objects.bulk_create(self._notices(reasons))
        mail_out([notice for notice in notices if notice.mail_at and notice.mail_at <= self.now])
        if in_bell := [notice.user_id for notice in notices if notice.is_in_bell]:
            tell_open_pages(["notify"], users=in_bell)

    def recipients(self):
        """Person → reason, for everybody who has to do with the event and may see it at this moment."""
        reasons = {}
        for person, reason in Audience(self.event).told():
            if person and (person != self.event.actor_id or reason == Reason.ACKNOWLEDGED):
                reasons.setdefault(person, reason)
        people = User.objects.filter(is_active=True).in_bulk(reasons)
        helping = [pk for pk in people if reasons[pk] not in ASKING]
        workers = set(User.objects.who_work_for(self.ticket.desk).filter(pk__in=helping)) if helping else ()
        return {
            people[pk]: reason
            for pk, reason in reasons.items()
            if pk in people and (people[pk] in workers if pk in helping else self._may_see(people[pk]))
        }

    def _may_see(self, user):
        return Ticket.objects.visible_to(user).filter(pk=self.ticket.pk).exists()

    def _notices(self, reasons):
        choices = self._choices(reasons)
        rhythms = {rhythm.user_id: rhythm for rhythm in Rhythm.objects.filter(user__in=reasons)}
        for user, reason in reasons.items():
            in_bell, mail = choices.get((user.pk, reason), usual(reason))
            if self.event.details.get("is_late") and mail == MailWhen.AT_ONCE:
                # After an outage one summary serves better than a storm.
                mail = MailWhen.DIGEST
            rhythm = rhythms.get(user.pk) or Rhythm()
            rhythm.user = user
            notice = Notification(
                user=user,
                event=self.event,
                ticket=self.ticket,
                reason=reason,
                is_in_bell=in_bell,
                mail_at=rhythm.mail_at(mail, self.now),
                created_at=self.now,
            )
            notice.mail_at = brake(notice)
            yield notice

    def _choices(self, reasons):
        wanted = Q(pk__in=[])
        for user, reason in reasons.items():
            wanted |= Q(user=user, reason=reason)
        return {
            (choice.user_id, choice.reason): (choice.in_bell, choice.mail)
            for choice in Preference.objects.filter(wanted)
        }
