"""When a notice becomes a mail: at once, after the quiet hours, in a daily summary, or braked."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.roles import STAFF
from channels.models import Outgoing
from channels.outbox import post, post_all
from core.limits import hold
from core.together import together
from notifications.arrival import is_proven
from notifications.letters import digest_letter, notice_letter
from notifications.models import MailTemplate, Notification, Reason
from notifications.models.preference import ASKING
from notifications.unsubscribing import headers_for

log = logging.getLogger(__name__)

DIGEST = "digest"
BRAKE = timedelta(hours=1)
MOST_PEOPLE = 500
# Words of a person, passed on by us, and not a machine's.
WRITTEN_BY_PEOPLE = {Reason.ANSWERED}


def brake(notices, now):
    """Put off the mail of those of `notices`, which are in their order, that may not go as soon as they would:
    machine-made mail to an address that nobody has proven goes once an hour, and what came meanwhile goes together
    (MC20)."""
    braked = {id(notice): notice for notice in notices if _is_braked(notice)}
    # Held until commit: of many requests at once, one is the first. The outbox measures what goes by the same names;
    # all are held at once, so that no two workers wait for each other.
    addresses = {
        notice.user.email
        for notice in notices
        if id(notice) in braked
        or (notice.mail_at and _is_automatic(notice) and notice.user.role not in STAFF)
    }
    if addresses:
        hold(*(f"mail:{address}" for address in addresses))
    last = _last_mails({notice.user.email for notice in braked.values()}) if braked else {}
    for notice in notices:
        address = notice.user.email
        moments = [last[address, kind] for kind in (notice.reason, DIGEST) if (address, kind) in last]
        if moments and id(notice) in braked:
            notice.mail_at = max(notice.mail_at, max(moments) + BRAKE)
        if goes_now(notice, now):
            last[address, notice.reason] = now


def _is_braked(notice):
    is_machine_made = notice.reason in set(ASKING) - WRITTEN_BY_PEOPLE
    return notice.mail_at is not None and is_machine_made and not is_proven(notice.ticket)


def _last_mails(addresses):
    mails = Outgoing.objects.filter(to__in=addresses, kind__in=[*ASKING, DIGEST]).order_by()
    return {(to, kind): at for to, kind, at in mails.values_list("to", "kind").annotate(at=Max("created_at"))}


def goes_now(notice, now):
    """Whether its mail waits for nothing."""
    return notice.mail_at is not None and notice.mail_at <= now


def mail_out(notices):
    """Put the mail of each notice into the outbox."""
    own_words = MailTemplate.objects.fitting_each(notices)
    with together(notices):
        post_all([_mail(notice, own_words[notice.pk]) for notice in notices])


def _mail(notice, own_words):
    return {
        "to": notice.user.email,
        "kind": notice.reason,
        "ticket": notice.ticket,
        "event": notice.event,
        "recipient": notice.user,
        "is_automatic": _is_automatic(notice),
        "is_reply": notice.reason == Reason.ACKNOWLEDGED,
        "is_sealed": notice.ticket.desk.is_walled,
        **notice_letter(notice, own_words),
    }


def _is_automatic(notice):
    return notice.reason not in WRITTEN_BY_PEOPLE


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
