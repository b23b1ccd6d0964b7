"""A ticket that does not exist, for admins who want to see how their words read."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Desk, User
from accounts.roles import Role
from channels.models import Mailbox
from channels.subjects import numbered
from core.html import as_plain
from notifications.account_mails import sample_account_mail
from notifications.letters import summary, told, written
from notifications.models import Beside, Notification, Reason
from notifications.models.preference import ASKING
from notifications.placeholders import WORDLESS
from notifications.wording import SENTENCES
from tickets.models import Event, Ticket

NUMBER = 10461
KINDS = {
    Reason.TEAM: Event.Kind.OPENED,
    Reason.FOLLOWED: Event.Kind.REPLIED,
    Reason.OUTCOME: Event.Kind.ACCEPTED,
}


def sample_letter(reason, desk, language, template, reader):
    """subject, text and html of the first mail about a sample ticket of `desk` (or None: of any) to `reader`, or of
    one that is about no single ticket."""
    with translation.override(language or None):
        if reason == Beside.DIGEST:
            return summary(str(reader), _lines(), 0, template)
        if reason in Beside.values:
            return sample_account_mail(reason, template, reader.email)
        mail = written(sample_facts(reason, desk or Desk.objects.in_use().first(), reader), template)
    return {**mail, "subject": numbered(NUMBER, mail["subject"])}


def sample_facts(reason, desk, reader):
    """The facts of a mail for `reason`, in the language that is spoken now; none of its rows is saved."""
    is_asking, now = reason in ASKING, timezone.now()
    helper, other = User(name="Ben Baker", role=Role.AGENT), User(name="Ann Archer")
    subject = _("The printer prints nothing")
    ticket = Ticket(
        number=NUMBER,
        subject=subject,
        desk=desk or Desk(name=str(settings.SITE_NAME)),
        requester=reader if is_asking else other,
        due_at=now + timedelta(hours=4),
    )
    actor = reader if reason == Reason.ACKNOWLEDGED else helper
    event = Event(ticket=ticket, kind=KINDS.get(reason, ""), actor=actor, at=now, details={})
    words = "" if reason in WORDLESS else _("A cable was loose. Please try again.")
    earlier = {"author": reader, "at": now, "text": _("Since this morning nothing comes out.")}
    mailbox = Mailbox.objects.for_desk(desk)
    return told(
        Notification(user=reader, event=event, ticket=ticket, reason=reason),
        url=settings.SITE_URL + reverse("home"),
        subject=subject,
        reader=str(reader),
        text=words,
        html=as_plain(words),
        is_note=reason == Reason.MENTIONED,
        earlier=earlier if is_asking and words else None,
        auto_reply=mailbox.own_auto_reply if reason == Reason.ACKNOWLEDGED else "",
    )


def _lines():
    """What a summary tells of."""
    told_of = [SENTENCES[Reason.ANSWERED] % {"actor": "Ben Baker"}, SENTENCES[Reason.CLOSED]]
    facts = {"number": NUMBER, "shown_subject": _("The printer prints nothing"), "at": timezone.now()}
    return [{**facts, "title": title, "url": settings.SITE_URL + reverse("home")} for title in told_of]
