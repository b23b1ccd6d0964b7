"""Turns notices into mail: subject, plain text and HTML, in the reader's language, direction, calendar and clock."""

from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from channels.models import Mailbox
from core.html import as_plain
from core.staticfiles import mail_style
from notifications.answering import how_to_answer
from notifications.models import Reason
from notifications.models.preference import ASKING
from notifications.wording import goes_on_in, sentence, why
from tickets.models import Event, GuestLink, Identity, Ticket

LONGEST_QUOTE = 800
MOST_LINES = 50


def is_proven(ticket):
    """Whether the requester themself stands behind this ticket, or an agent who opened it for them.

    An address that somebody merely typed into a form gets few mails and none of that person's words (MC20).
    """
    if ticket.identity >= Identity.SIGNED_IN:
        return True
    opened = ticket.events.filter(kind=Event.Kind.OPENED)
    return opened.exclude(actor=None).exclude(actor=ticket.requester_id).exists()


def notice_letter(notice):
    """subject, text and html of the mail about one notice."""
    with speaking_to(notice.user):
        context = {**_common(notice.ticket.desk), **_notice(notice)}
        return {
            "subject": shown_subject(notice),
            "text": render_to_string("mail/notice.txt", context),
            "html": render_to_string("mail/notice.html", context),
        }


def digest_letter(user, notices):
    """subject, text and html of one summary of several notices of one person."""
    with speaking_to(user):
        lines = [_line(notice) for notice in notices[:MOST_LINES]]
        context = {
            **_common(None),
            "title": _("What is new on your tickets"),
            "lines": lines,
            "more": len(notices) - len(lines),
            "user": user,
        }
        return {
            "subject": context["title"],
            "text": render_to_string("mail/digest.txt", context),
            "html": render_to_string("mail/digest.html", context),
        }


@contextmanager
def speaking_to(user):
    """Language and time zone of one reader."""
    with translation.override(user.language), timezone.override(ZoneInfo(user.time_zone)):
        yield


def shown_subject(notice):
    """The ticket's subject; for an unproven requester words of ours, since a stranger may have chosen it."""
    if notice.reason in ASKING and not is_proven(notice.ticket):
        return _("Your request to %(desk)s") % {"desk": notice.ticket.desk}
    return notice.ticket.subject


def _common(desk):
    mailbox = Mailbox.objects.for_desk(desk)
    return {
        "site_name": settings.SITE_NAME,
        "style": mail_style(),
        "signature": mailbox.own_signature,
        "preferences_url": settings.SITE_URL + reverse("notifications:preferences"),
    }


def _notice(notice):
    event, ticket, message = notice.event, notice.ticket, notice.event.message
    is_asking = notice.reason in ASKING
    has_words = message is not None and notice.reason != Reason.ACKNOWLEDGED
    return {
        "notice": notice,
        "ticket": ticket,
        "title": sentence(notice),
        "why": why(notice),
        "shown_subject": shown_subject(notice),
        "words": message.body if has_words else "",
        "words_html": mark_safe(message.html) if has_words else "",  # noqa: S308  cleaned when it was saved
        "is_note": bool(message and message.is_internal),
        "too_large": event.details.get("too_large") if notice.reason == Reason.ACKNOWLEDGED else None,
        "most": event.details.get("most"),
        "reason_given": _reason_given(event, is_asking),
        "earlier": _earlier(notice) if has_words and is_asking else None,
        "is_asking": is_asking,
        "is_merged": is_asking and "merged_into" in event.details,
        "goes_on_in": goes_on_in(notice),
        "url": address_for(notice),
        "how_to_answer": how_to_answer(notice),
    }


def _line(notice):
    return {
        "title": sentence(notice),
        "number": notice.ticket.number,
        "shown_subject": shown_subject(notice),
        "at": notice.event.at,
        "url": address_for(notice),
    }


def address_for(notice):
    """Where the reader goes on: agents to the desk, the requester's side by a link that needs no sign-in."""
    if notice.reason in ASKING:
        number, ticket = goes_on_in(notice), notice.ticket
        place = Ticket.objects.get(number=number) if number else ticket
        link = GuestLink.objects.for_person(place, notice.user)
        return settings.SITE_URL + reverse("portal:guest", args=[link.token])
    return settings.SITE_URL + notice.ticket.get_absolute_url()


def _reason_given(event, is_asking):
    """What the event itself says in words: how it was solved, and to helpers why it was handed over or refused."""
    text = event.details.get("resolution") or ("" if is_asking else event.details.get("reason")) or ""
    return {"text": text, "html": as_plain(text)} if text and not event.message else None


def _earlier(notice):
    """The public words before these, cut short; nothing a stranger may have typed in another's name."""
    if not is_proven(notice.ticket):
        return None
    public = notice.ticket.messages.public().filter(pk__lt=notice.event.message_id).select_related("author")
    message = public.last()
    if message is None:
        return None
    text = message.body[:LONGEST_QUOTE] + ("…" if len(message.body) > LONGEST_QUOTE else "")
    return {"author": message.author, "at": message.created_at, "text": text, "html": as_plain(text)}
