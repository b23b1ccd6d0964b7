"""Turns notices into mail: subject, plain text and HTML, in the reader's language, direction, calendar and clock."""

from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from channels.subjects import LONGEST_SUBJECT
from channels.writers import mailbox_for
from core.html import as_plain, from_markdown
from core.moments import Almanac
from core.staticfiles import mail_style
from core.together import asked_together
from notifications.answering import how_to_answer
from notifications.arrival import is_proven, mailbox_of
from notifications.models import Beside, Reason
from notifications.models.preference import ASKING
from notifications.own_words import Block, direction, for_header, for_html, for_text
from notifications.placeholders import values_of
from notifications.usual_words import usual_body, usual_subject
from notifications.wording import goes_on_in, sentence, why
from tickets.models import Event, GuestLink, Message, Ticket

LONGEST_QUOTE = 800
MOST_LINES = 50


def notice_letter(notice, template=None):
    """subject, text and html of the mail about one notice, in the words of a MailTemplate or the built-in ones."""
    with speaking_to(notice.user):
        return written(facts_of(notice), template)


def written(facts, template=None):
    """subject, text and html of a mail that tells `facts` (see `told`): what is said inside of our frame."""
    subject, body = words_of(facts["notice"].reason, template)
    values = values_of(facts)
    context = {
        **_common(facts["ticket"].desk),
        **facts,
        "own_text": for_text(body, values),
        "own_html": for_html(body, values),
        "is_in_any_language": bool(template and not template.language),
    }
    return {
        "subject": (for_header(subject, values) or facts["shown_subject"])[:LONGEST_SUBJECT],
        "text": plain_text("mail/notice.txt", context),
        "html": render_to_string("mail/notice.html", context),
    }


def plain_text(name, context):
    """A template of plain text, as words that are escaped wherever they are shown: templates mark all they give as
    safe HTML."""
    return "".join(render_to_string(name, context))


def words_of(reason, template=None):
    """(subject, body) with placeholders."""
    subject = template.subject if template else ""
    return subject or usual_subject(reason), template.body if template else usual_body(reason)


def digest_letter(user, notices, template=None):
    """subject, text and html of one summary of several notices of one person, in the words of a MailTemplate or the
    built-in ones."""
    with speaking_to(user):
        lines = [_line(notice) for notice in notices[:MOST_LINES]]
        return summary(str(user), lines, len(notices) - len(lines), template)


def summary(reader, lines, more=0, template=None):
    """subject, text and html of a summary: each of `lines` tells of one event, and so many `more` are left out."""
    said = own_words(Beside.DIGEST, template, {"person.name": reader})
    context = {**_common(None), **said, "title": said["subject"], "lines": lines, "more": more}
    return {
        "subject": said["subject"],
        "text": plain_text("mail/digest.txt", context),
        "html": render_to_string("mail/digest.html", context),
    }


def own_words(kind, template, facts):
    """subject, own_text and own_html of a mail that is about no single ticket; `facts` are values of placeholders."""
    subject, body = words_of(kind, template)
    values = {"what": str(Beside(kind).label), "house": settings.SITE_NAME, **facts}
    return {
        "subject": for_header(subject, values)[:LONGEST_SUBJECT] or values["what"],
        "own_text": for_text(body, values),
        "own_html": for_html(body, values),
        "is_in_any_language": bool(template and not template.language),
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
    mailbox = mailbox_for(desk)
    return {
        "site_name": settings.SITE_NAME,
        "style": mail_style(),
        "signature": mailbox.own_signature,
        "takes_answers": mailbox.takes_plus,
        "preferences_url": settings.SITE_URL + reverse("notifications:preferences"),
    }


def facts_of(notice):
    """What the mail about `notice` tells its reader."""
    message, is_asking = notice.event.message, notice.reason in ASKING
    has_words = message is not None and notice.reason != Reason.ACKNOWLEDGED
    given = "" if has_words else _reason_given(notice.event, is_asking)
    mailbox = mailbox_of(notice.ticket) if notice.reason == Reason.ACKNOWLEDGED else None
    return told(
        notice,
        url=address_for(notice),
        subject=shown_subject(notice),
        reader=_shown_name(notice),
        text=message.body if has_words else given,
        html=message.html if has_words else as_plain(given),
        is_note=bool(has_words and message.is_internal),
        earlier=_earlier(notice) if has_words and is_asking else None,
        auto_reply=mailbox.own_auto_reply if mailbox else "",
        way=how_to_answer(notice),
    )


def told(
    notice, *, url, subject, reader, text="", html="", is_note=False, earlier=None, auto_reply="", way=""
):
    """What a mail tells: `text` and its `html` are what was written, `way` says how to answer; `notice` need not be
    saved."""
    event, ticket = notice.event, notice.ticket
    is_asking = notice.reason in ASKING
    due_at = ticket.due_at if ticket.due_at and ticket.due_at > timezone.now() else None
    is_told = text and not (is_note and is_asking)
    if earlier:
        earlier = {**earlier, "box": _box(earlier["text"], as_plain(earlier["text"]), "earlier")}
    return {
        "notice": notice,
        "ticket": ticket,
        "title": sentence(notice),
        "why": why(notice),
        "shown_subject": subject,
        "reader": reader,
        "actor": str(event.actor or _("The helpdesk")),
        "promise": Almanac().exact(due_at) if due_at else "",
        "words": _box(text, html, "note" if is_note else "words") if is_told else "",
        "earlier": earlier,
        "auto_reply": auto_reply,
        "auto_reply_html": from_markdown(auto_reply) if auto_reply else "",
        "too_large": event.details.get("too_large") if notice.reason == Reason.ACKNOWLEDGED else None,
        "most": event.details.get("most"),
        "is_asking": is_asking,
        "is_merged": is_asking and "merged_into" in event.details,
        "goes_on_in": goes_on_in(notice),
        "url": url,
        "how_to_answer": way,
    }


def _box(text, html, kind):
    """Words of a person, in a box that reads in their own direction also where nobody knows dir="auto"."""
    is_clean = mark_safe(html)  # noqa: S308  cleaned when it was saved, or escaped by as_plain
    context = {"html": is_clean, "kind": kind, "direction": direction(text)}
    return Block(text, render_to_string("mail/_box.html", context))


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
        return settings.SITE_URL + reverse("portal:guest", args=[_link(notice).token])
    return settings.SITE_URL + notice.ticket.get_absolute_url()


@asked_together
def _link(notices):
    asking = [notice for notice in notices if notice.reason in ASKING]
    numbers = {notice.pk: goes_on_in(notice) for notice in asking}
    others = {number for number in numbers.values() if number}
    places = dict(Ticket.objects.filter(number__in=others).values_list("number", "pk")) if others else {}
    pairs = {
        notice.pk: (places[numbers[notice.pk]] if numbers[notice.pk] else notice.ticket_id, notice.user_id)
        for notice in asking
    }
    links = GuestLink.objects.for_people(list(pairs.values()))
    return {pk: links[pair] for pk, pair in pairs.items()}


def _shown_name(notice):
    """The reader's name; the address of an unproven requester, whose name a stranger may have chosen."""
    is_requester = notice.user.pk == notice.ticket.requester_id
    is_doubtful = notice.reason in ASKING and is_requester and not is_proven(notice.ticket)
    return notice.user.email if is_doubtful else str(notice.user)


def _reason_given(event, is_asking):
    """What the event itself says in words: how it was solved, and to helpers why it was handed over or refused."""
    return event.details.get("resolution") or ("" if is_asking else event.details.get("reason")) or ""


def _earlier(notice):
    """The public words before these, cut short; nothing a stranger may have typed in another's name."""
    if not is_proven(notice.ticket):
        return None
    message = _words_before(notice)
    if message is None:
        return None
    text = message.body[:LONGEST_QUOTE] + ("…" if len(message.body) > LONGEST_QUOTE else "")
    return {"author": message.author, "at": message.created_at, "text": text}


@asked_together
def _words_before(notices):
    """The last public Message on the ticket before that of the notice, or None."""
    public = Message.objects.public().filter(ticket=OuterRef("ticket"), pk__lt=OuterRef("message"))
    events = Event.objects.filter(pk__in={notice.event_id for notice in notices})
    before = events.annotate(before=Subquery(public.order_by("-pk").values("pk")[:1])).order_by()
    places = dict(before.values_list("pk", "before"))
    messages = Message.objects.select_related("author").in_bulk({pk for pk in places.values() if pk})
    return {notice.pk: messages.get(places[notice.event_id]) for notice in notices}
