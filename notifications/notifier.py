"""Decides who hears of an event, and writes it down: once a person, never the one who did it."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from accounts.models import User
from core.live import MOST_USERS, tell_open_pages
from core.together import together
from notifications.audience import Audience
from notifications.mailing import brake, goes_now, mail_out
from notifications.models import MailWhen, Notification, Preference, Reason, Rhythm
from notifications.models.preference import ASKING, usual
from tickets.models import Ticket


class Notifier:
    """Of a handful of events: what comes of each is the same as if it was the only one, after those before it."""

    def __init__(self, events):
        self.now = timezone.now()
        tickets = Prefetch("ticket", Ticket._base_manager.select_related("desk", "team", "requester"))
        prefetch_related_objects(events, tickets, "message", "actor")
        self.events = [event for event in events if not (event.message and event.message.withdrawn_at)]

    @transaction.atomic(savepoint=False)
    def notify(self):
        """Write the missing notices of these events and post their mail; harmless when repeated."""
        with together([*self.events, *{event.ticket for event in self.events}]):
            notices = self._notices()
            brake(notices, self.now)
            going = [notice for notice in notices if goes_now(notice, self.now)]
            for notice in going:
                notice.mail_at = None
            Notification.objects.bulk_create(notices)
            if going:
                mail_out(going)
        self._tell_bells({notice.user_id for notice in notices if notice.is_in_bell})

    def recipients(self):
        """For each event person → reason, for everybody who has to do with it and may see it at this moment."""
        wanted = [self._wanted(event) for event in self.events]
        people = User.objects.filter(is_active=True).in_bulk({pk for reasons in wanted for pk in reasons})
        workers = self._workers(wanted)
        for event, reasons in zip(self.events, wanted, strict=True):
            yield {
                people[pk]: reason
                for pk, reason in reasons.items()
                if pk in people and self._may_see(people[pk], reason, event.ticket, workers)
            }

    def _wanted(self, event):
        reasons = {}
        for person, reason in Audience(event).told():
            if person and (person != event.actor_id or reason == Reason.ACKNOWLEDGED):
                reasons.setdefault(person, reason)
        return reasons

    def _workers(self, wanted):
        """{desk: ids of those told as helpers who work for it}."""
        helping = defaultdict(set)
        for event, reasons in zip(self.events, wanted, strict=True):
            helping[event.ticket.desk].update(pk for pk, reason in reasons.items() if reason not in ASKING)
        return {
            desk: set(
                User.objects.who_work_for(desk).filter(pk__in=pks).order_by().values_list("pk", flat=True)
            )
            for desk, pks in helping.items()
            if pks
        }

    def _may_see(self, user, reason, ticket, workers):
        return ticket.is_visible_to(user) if reason in ASKING else user.pk in workers[ticket.desk]

    def _notices(self):
        """Unsaved, in the order of events and addresses."""
        told = list(self.recipients())
        known = self._known()
        people = {user for reasons in told for user in reasons}
        choices, rhythms = self._choices(people), self._rhythms(people)
        return [
            self._notice(event, user, reason, choices.get((user.pk, reason)), rhythms.get(user.pk))
            for event, reasons in zip(self.events, told, strict=True)
            for user, reason in sorted(reasons.items(), key=lambda pair: pair[0].email)
            if (event.pk, user.pk) not in known
        ]

    def _notice(self, event, user, reason, choice, rhythm):
        in_bell, mail = choice or usual(reason)
        if event.details.get("is_late") and mail == MailWhen.AT_ONCE:
            # After an outage one summary serves better than a storm.
            mail = MailWhen.DIGEST
        rhythm = rhythm or Rhythm()
        rhythm.user = user
        return Notification(
            user=user,
            event=event,
            ticket=event.ticket,
            reason=reason,
            is_in_bell=in_bell,
            mail_at=rhythm.mail_at(mail, self.now),
            created_at=self.now,
        )

    def _known(self):
        told = Notification.objects.filter(event__in=self.events).order_by()
        return set(told.values_list("event", "user"))

    def _choices(self, people):
        chosen = Preference.objects.filter(user__in=people).values_list("user", "reason", "in_bell", "mail")
        return {(user, reason): choice for user, reason, *choice in chosen}

    def _rhythms(self, people):
        return {rhythm.user_id: rhythm for rhythm in Rhythm.objects.filter(user__in=people)}

    def _tell_bells(self, people):
        people = sorted(people)
        for start in range(0, len(people), MOST_USERS):
            tell_open_pages(["notify"], users=people[start : start + MOST_USERS])
