"""What a row of the queue shows besides the ticket itself, fetched for all rows of a page at once."""

import re
from dataclasses import dataclass
from html import escape
from string import Formatter
from urllib.parse import quote

from django.db import connection
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core.addresses import pattern
from core.moments import Almanac
from core.templatetags.ui import avatar, priority, status, when
from tickets import presence
from tickets.templatetags.tickets import due

SPECIAL = re.compile("[&<>\"']")
# Unread is what has an event of somebody else after the one the reader saw last.
UNREAD = """
    SELECT ticket FROM unnest(%(tickets)s::bigint[]) AS ticket
    LEFT JOIN tickets_readmark AS mark ON mark.ticket_id = ticket AND mark.user_id = %(user)s
    WHERE EXISTS (
        SELECT FROM tickets_event AS event WHERE event.ticket_id = ticket
        AND event.actor_id IS DISTINCT FROM %(user)s AND event.id > coalesce(mark.event_id, 0)
    )
"""


@dataclass(frozen=True)
class Present:
    """Somebody who has a ticket open right now."""

    pk: int
    name: str
    is_replying: bool

    def __str__(self):
        return self.name


def with_marks(tickets, user):
    """`tickets`, each with `is_unread` and `present` (others who have it open): one statement for all of them."""
    unread = _unread_ids(tickets, user)
    here = presence.for_tickets([ticket.pk for ticket in tickets])
    for ticket in tickets:
        ticket.is_unread = ticket.pk in unread
        ticket.present = [
            Present(who, name, state == "replying")
            for who, name, state in here.get(ticket.pk, [])
            if who != user.pk
        ]
    return tickets


def drawn(tickets, place, names):
    """The rows of a list as markup, one after the other: `names` of columns, `place` the list they stand in.

    The template is rendered once and filled for each ticket; whatever is not markup already is escaped.
    """
    row = render_to_string("tickets/_row.html", {"names": names, "place": quote(place, safe="")})
    pieces = [
        (text, getattr(_Row, name) if name else None) for text, name, _style, _turn in Formatter().parse(row)
    ]
    common = _Common()
    return SafeString("".join(_Row(ticket, common).filled(pieces) for ticket in tickets))


class _Common:
    """What the rows of one list have in common: marks that are drawn once, and words."""

    def __init__(self):
        self.marks = {}
        self.almanac = Almanac()
        self.address = pattern("tickets:ticket", 1)
        self.select, self.unassigned = gettext("Select ticket %(number)s"), gettext("Unassigned")
        self.unread = format_html('<span class="visually-hidden">{}</span>', gettext("Unread"))

    def mark(self, key, draw, thing):
        if key not in self.marks:
            self.marks[key] = draw(thing)
        return self.marks[key]


class _Row:
    """What the pattern of a row may ask of one ticket."""

    def __init__(self, ticket, common):
        self.ticket, self.common = ticket, common

    def filled(self, pieces):
        """The row: after each text what is drawn there."""
        parts = []
        for text, draw in pieces:
            parts.append(text)
            if draw:
                value = draw(self)
                if not isinstance(value, SafeString):
                    value = str(value)
                    # Most have none of these signs, and to look is quicker than to replace each.
                    value = escape(value) if SPECIAL.search(value) else value
                parts.append(value)
        return "".join(parts)

    def key(self):
        return self.ticket.pk

    def state(self):
        return "is-unread" if self.ticket.is_unread else ""

    def select(self):
        return self.common.select % {"number": self.ticket.number}

    def address(self):
        return self.common.address.format(self.ticket.number)

    def number(self):
        return self.common.almanac.digits(str(self.ticket.number))

    def subject(self):
        return self.ticket.subject

    def preview(self):
        return self.ticket.last_words

    def dot(self):
        return "" if self.ticket.is_unread else "unread--off"

    def unread(self):
        return self.common.unread if self.ticket.is_unread else ""

    def present(self):
        if not self.ticket.present:
            return ""
        return render_to_string("tickets/_row_present.html", {"people": self.ticket.present})

    def tag(self):
        return (
            format_html('<span class="tag" dir="auto">{}</span>', self.ticket.tags[0])
            if self.ticket.tags
            else ""
        )

    def requester(self):
        return str(self.ticket.requester)

    def requester_mark(self):
        return self.common.mark(self.ticket.requester_id, avatar, self.ticket.requester)

    def assignee(self):
        return str(self.ticket.assignee or self.common.unassigned)

    def assignee_mark(self):
        return self.common.mark(self.ticket.assignee_id, avatar, self.ticket.assignee)

    def status(self):
        return self.common.mark(("status", self.ticket.status_id), status, self.ticket)

    def priority(self):
        return self.common.mark(("priority", self.ticket.priority), priority, self.ticket)

    def due(self):
        return due(self.ticket, self.common.almanac)

    def updated(self):
        return when(self.ticket.updated_at, "short", self.common.almanac)

    def opened(self):
        return when(self.ticket.opened_at, "short", self.common.almanac)

    def organization(self):
        return str(self.ticket.organization or "")

    def category(self):
        return str(self.ticket.category or "")

    def team(self):
        return str(self.ticket.team or "")


def _unread_ids(tickets, user):
    ids = [ticket.pk for ticket in tickets if ticket.is_open]
    if not ids:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, {"tickets": ids, "user": user.pk})
        return {pk for (pk,) in cursor.fetchall()}
