"""When a notice becomes a mail: at once, after the quiet hours, in a daily summary, or braked."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from channels.models import Outgoing
from channels.outbox import post
from core.limits import hold
from notifications.letters import digest_letter, is_proven, notice_letter
from notifications.models import MailTemplate, Notification, Reason
from notifications.models.preference import ASKING
from notifications.unsubscribing import headers_for

log = logging.getLogger(__name__)

DIGEST = "digest"
BRAKE = timedelta(hours=1)
MOST_PEOPLE = 500
# Words of a person, passed on by us, and not a machine's.
WRITTEN_BY_PEOPLE = {Reason.ANSWERED}


def brake(notice):
    """The moment this mail may go: machine-made mail to an address that nobody has proven goes once an hour,
    and what came meanwhile goes together (MC20)."""
    if notice.mail_at is None or notice.reason not in set(ASKING) - WRITTEN_BY_PEOPLE:
        return notice.mail_at
    if is_proven(notice.ticket):
        return notice.mail_at
    # Held until commit: of many requests at once, one is the first.
    hold(f"mail:{notice.user.email}")
    mails = Outgoing.objects.filter(to=notice.user.email, kind__in=[notice.reason, DIGEST])
    last = mails.aggregate(at=Max("created_at"))["at"]
    return max(notice.mail_at, last + BRAKE) if last else notice.mail_at


def mail_out(notices):
    """Put the mail of each notice into the outbox."""
    own_words = MailTemplate.objects.fitting_each(notices)
    for notice in notices:
        post(
            to=notice.user.email,
            kind=notice.reason,
            ticket=notice.ticket,
            event=notice.event,
            recipient=notice.user,
            is_automatic=notice.reason not in WRITTEN_BY_PEOPLE,
            is_reply=notice.reason == Reason.ACKNOWLEDGED,
            is_sealed=notice.ticket.desk.is_walled,
            **notice_letter(notice, own_words[notice.pk]),
        )
    Notification.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail_at=None)


def mail_held():
    """Send what was held until now, for each person in a transaction of its own."""
    now = timezone.now()
    people = Notification.objects.to_mail(now).order_by().values_list("user_id", flat=True).distinct()
    for person in people[:MOST_PEOPLE]:
        try:
            mail_held_of(person, now)
        except Exception:  # one person's trouble must not keep the others waiting
            log.exception("The held mail of person %s could not be written", person)


@transaction.atomic
def mail_held_of(person, now):
    """One mail for everything of this person whose moment has come, and that they may see and have not read."""
    held = Notification.objects.to_mail(now).filter(user=person).order_by("pk")
    rows = list(held.select_for_update(skip_locked=True).values_list("pk", flat=True))
    if not rows:
        return
    user = User.objects.get(pk=person)
    mine = Notification.objects.visible_to(user).new().filter(pk__in=rows).order_by("pk")
    notices = list(mine.select_related("user", "ticket__desk", "event__actor", "event__message"))
    if len(notices) == 1:
        mail_out(notices)
    elif notices and user.is_active:
        post(
            to=user.email,
            kind=DIGEST,
            recipient=user,
            is_sealed=any(notice.ticket.desk.is_walled for notice in notices),
            headers=headers_for(user),
            **digest_letter(user, notices, MailTemplate.objects.fitting(DIGEST, None, user.language)),
        )
    Notification.objects.filter(pk__in=rows).update(mail_at=None)
