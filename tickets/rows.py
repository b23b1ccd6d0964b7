"""What a row of the queue shows besides the ticket itself, fetched for all rows of a page at once."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext

from core import moments
from core.templatetags.ui import avatar, priority, status
from tickets import presence
from tickets.models import Event, ReadMark, Ticket


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


def with_drawn_marks(tickets):
    """`tickets` with their status, priority and people drawn, each different one once, and their addresses."""
    drawn = {}
    select, unassigned = gettext("Select ticket %(number)s"), gettext("Unassigned")
    before, after = reverse("tickets:ticket", args=[0]).rsplit("0", 1)
    for ticket in tickets:
        number = str(ticket.number)
        ticket.key, ticket.address = str(ticket.pk), f"{before}{number}{after}"
        ticket.number_words = moments.digits(number)
        ticket.status_mark = _once(drawn, ("status", ticket.status_id), status, ticket)
        ticket.priority_mark = _once(drawn, ("priority", ticket.priority), priority, ticket)
        ticket.requester_mark = _once(drawn, ticket.requester_id, avatar, ticket.requester)
        ticket.assignee_mark = _once(drawn, ticket.assignee_id, avatar, ticket.assignee)
        ticket.assignee_words = str(ticket.assignee or unassigned)
        ticket.select_words = select % {"number": ticket.number}
    return tickets


def _once(drawn, key, draw, thing):
    if key not in drawn:
        drawn[key] = draw(thing)
    return drawn[key]


def _unread_ids(tickets, user):
    # Unread is what is open and has an event of somebody else after the one `user` saw last.
    latest = Event.objects.filter(ticket=OuterRef("pk")).exclude(actor=user).order_by("-pk")
    mark = ReadMark.objects.filter(ticket=OuterRef("pk"), user=user)
    unread = (
        Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets if ticket.is_open])
        .annotate(
            latest=Subquery(latest.values("pk")[:1]),
            read=Coalesce(Subquery(mark.values("event_id")[:1]), Value(0)),
        )
        .filter(latest__gt=F("read"))
    )
    return set(unread.values_list("pk", flat=True))
