"""Words about what happened to a ticket, for templates."""

import math
import re
import zoneinfo

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core import moments
from core.templatetags import ui
from tickets import sentences
from tickets.models import Event, Priority, WaitingFor

register = template.Library()

Kind = Event.Kind
ICONS = {
    Kind.OPENED: "ticket", Kind.REPLIED: "message", Kind.NOTED: "lock", Kind.CORRECTED: "pencil",
    Kind.WITHDRAWN: "arrow-back-up", Kind.ASSIGNED: "user-check", Kind.HANDED_OVER: "arrow-right",
    Kind.STATUS_CHANGED: "circle-dot", Kind.WAITING: "hourglass", Kind.RESUMED: "player-play",
    Kind.RESOLVED: "circle-check", Kind.ACCEPTED: "thumb-up", Kind.REFUSED: "thumb-down",
    Kind.CLOSED: "circle-minus", Kind.REOPENED: "refresh", Kind.PRIORITIZED: "flag", Kind.DESCRIBED: "pencil",
    Kind.TAGGED: "tag", Kind.PARTICIPANT_ADDED: "user-plus", Kind.PARTICIPANT_REMOVED: "users",
    Kind.LINKED: "link", Kind.GUEST_LINK_REVOKED: "shield-lock", Kind.SUPPLIER: "truck",
    Kind.MERGED: "git-merge", Kind.TOOK_IN: "git-merge", Kind.SPLIT: "ticket",
    Kind.UNMERGED: "arrow-back-up", Kind.GAVE_BACK: "arrow-back-up",
    Kind.UNDELIVERED: "alert-triangle", Kind.REPORTED: "mail",
}  # fmt: skip


@register.filter
def sentence(event):
    """What an event says to an agent."""
    return sentences.sentence(event)


@register.filter
def sentence_with_way(event):
    """The same, and the number of another ticket in it leads there."""
    words, number = sentences.sentence(event), event.details.get("number")
    found = number and re.search(rf"#?\u2068?{number:d}\u2069?", words)
    if not found:
        return words
    address, (begin, end) = reverse("tickets:ticket", args=[number]), found.span()
    way = format_html('<a class="link" href="{}"><bdi dir="ltr">{}</bdi></a>', address, found.group())
    return format_html("{}{}{}", words[:begin], way, words[end:])


@register.filter
def has_come_back(event):
    """Whether it tells of a mail that did not arrive and may be sent once more."""
    details = event.details
    is_back = event.kind == Kind.UNDELIVERED or details.get("what") in ("dead", "full", "policy", "other")
    return is_back and "mail" in details


@register.filter
def event_icon(event):
    return ICONS.get(event.kind, "info-circle")


@register.inclusion_tag("ui/_status.html")
def status_mark(status):
    """Ring and word of a status by itself."""
    return {"status": status, "words": status, "ring": ui.RINGS.get(str(status.group), "circle-dot")}


@register.simple_tag
def priorities():
    return Priority.choices


@register.simple_tag
def waiting_words(ticket):
    """For what a ticket waits; with a moment, a sentence that holds “{moment}”."""
    has_end = ticket.waiting_until is not None
    match ticket.waiting_for:
        case WaitingFor.REQUESTER:
            return (
                _("Waiting for the requester until {moment}") if has_end else _("Waiting for the requester")
            )
        case WaitingFor.SUPPLIER:
            return _("Waiting for a supplier until {moment}") if has_end else _("Waiting for a supplier")
    return _("Waiting until {moment}") if has_end else _("Waiting for a date")


@register.filter
def local_time(person):
    """The time of day where this person lives, with the place."""
    zone = zoneinfo.ZoneInfo(person.time_zone)
    place = person.time_zone.rpartition("/")[2].replace("_", " ")
    return f"{moments.digits(timezone.now().astimezone(zone).strftime('%H:%M'))}, {place}"


@register.filter
def seconds_left(moment):
    """Whole seconds until `moment`, at least 0."""
    return max(0, math.ceil((moment - timezone.now()).total_seconds()))
