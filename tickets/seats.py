"""Somebody's place at one ticket, on the requester's side: what they read there, and what they may do.

Nothing of the agents' side passes here, also for people who are agents elsewhere: only `messages.public()` and
`events.public()` are ever asked.
"""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import User
from tickets.models import Event, Group, GuestLink, ReadMark, Ticket, WaitingFor
from tickets.timeline import without_middle

# What one may do at a seat, each a noun to POST to; a guest has the same under the signed link.
DOORS = ["reply", "acceptance", "refusal", "reopening", "reading", "print"]


@dataclass
class Seat:
    """`user` at `ticket`; `link` when they came by a signed link.

    The middle of a long conversation is folded unless `is_whole`, but nothing after the event with id `shown_from`.
    """

    ticket: Ticket
    user: User
    link: GuestLink | None = None
    token: str = ""
    is_whole: bool = False
    shown_from: int = 0

    @cached_property
    def doors(self):
        """{noun: address}."""
        if self.link:
            return {noun: reverse(f"portal:guest_{noun}", args=[self.token]) for noun in DOORS}
        return {noun: reverse(f"portal:{noun}", args=[self.ticket.number]) for noun in DOORS}

    @property
    def address(self):
        return reverse("portal:guest", args=[self.token]) if self.link else self.ticket_address

    @property
    def ticket_address(self):
        return reverse("portal:ticket", args=[self.ticket.number])

    @property
    def upload_address(self):
        return reverse("portal:guest_upload", args=[self.token]) if self.link else reverse("portal:upload")

    @property
    def follow_up(self):
        """Where a new, linked request begins; a guest has to sign in for that."""
        category = self.ticket.category
        is_offered = category and category.is_active and category.is_in_portal and category.desk.is_active
        place = (
            reverse("portal:request_form", args=[category.pk]) if is_offered else reverse("portal:request")
        )
        return f"{place}?follows={self.ticket.number}"

    @property
    def file_query(self):
        """What an attachment's address needs besides, to know the guest."""
        return f"?guest={self.token}" if self.link else ""

    @cached_property
    def is_agent_here(self):
        return self.link is None and self.user.is_agent and self.ticket.is_worked_by(self.user)

    @cached_property
    def is_requester(self):
        return self.ticket.requester_id == self.user.pk

    @cached_property
    def may_reply(self):
        # Whoever asked may always; that spares a statement.
        return self.is_requester or Ticket.objects.answerable_by(self.user).filter(pk=self.ticket.pk).exists()

    @property
    def may_accept(self):
        """Whether "my problem is solved" is for them to say, now."""
        return self.is_requester and self.ticket.group != Group.CLOSED

    @property
    def may_refuse(self):
        return self.may_reply and self.ticket.group == Group.RESOLVED

    @cached_property
    def merged_into(self):
        """The ticket this one was merged into, or None."""
        return self.ticket.merged_into

    @cached_property
    def goes_on_in(self):
        """The last of those it was merged into, one after another, that is theirs to read; or None."""
        onward = self.ticket.onward if self.merged_into else []
        seen = Ticket.objects.visible_to(self.user).in_bulk([place.pk for place in onward]) if onward else {}
        return next((place for place in reversed(onward) if place.pk in seen), None)

    @property
    def address_there(self):
        """The page of `goes_on_in`; for a guest by the link to it that they were sent, if there is one."""
        links = GuestLink.objects.alive().filter(ticket=self.goes_on_in, user=self.user) if self.link else []
        for link in links[:1]:
            return reverse("portal:guest", args=[link.token])
        return reverse("portal:ticket", args=[self.goes_on_in.number])

    def address_of(self, number):
        """The page of the ticket their words went to, which may be another than this (`say`)."""
        if number == self.ticket.number:
            return self.address
        elif self.link:
            ticket = Ticket.objects.get(number=number)
            return reverse("portal:guest", args=[GuestLink.objects.for_person(ticket, self.user).token])
        return reverse("portal:ticket", args=[number])

    @cached_property
    def place(self):
        """The ticket that their words belong to."""
        return self.ticket.place_to_talk(self.user)

    @property
    def may_reopen(self):
        is_closed = self.may_reply and self.ticket.group == Group.CLOSED
        return is_closed and self.ticket.may_be_reopened and not self.merged_into

    @property
    def must_begin_anew(self):
        is_closed = self.may_reply and self.ticket.group == Group.CLOSED
        return is_closed and not self.may_reopen and not self.goes_on_in

    @property
    def is_waited_for(self):
        return self.ticket.group == Group.WAITING and self.ticket.waiting_for == WaitingFor.REQUESTER

    @cached_property
    def conversation(self):
        """What was said and done, oldest first: dicts of `event`, `message` (None for what was done),
        `is_newly_unread`, and `folded`: how many messages lie between this line and the next. Three statements."""
        events, folded = (self.events, 0) if self.is_whole else without_middle(self.events, self._open_from)
        # A move that came along with a reply names it, too, but does not say its words again.
        wanted = [event.message_id for event in events if event.is_spoken]
        messages = self.ticket.messages.public().filter(pk__in=wanted).select_related("author")
        said = messages.prefetch_related("attachments").in_bulk()
        return [
            {
                "event": event,
                "message": said[event.message_id] if event.is_spoken else None,
                "is_newly_unread": event is self.first_unread,
                "folded": folded if place == 0 else 0,
            }
            for place, event in enumerate(events)
        ]

    @cached_property
    def events(self):
        return list(self.ticket.events.public().select_related("actor"))

    @property
    def _open_from(self):
        shown = [event for event in self.events if self.shown_from and event.pk >= self.shown_from]
        begins = [event for event in [self.first_unread, *shown[:1]] if event]
        return min(begins, key=lambda event: event.pk, default=None)

    @property
    def refresh_query(self):
        """What the page's own address needs so that nothing that stands open is folded when there is news."""
        if self.is_whole:
            return "?all=1"
        return f"?from={self.conversation[1]['event'].pk}" if self.conversation[1:] else ""

    @cached_property
    def first_unread(self):
        """The first of the events by others that they have not read, or None."""
        news = (event for event in self.events if event.pk > self.read_up_to)
        return next((event for event in news if event.actor_id != self.user.pk), None)

    @cached_property
    def read_up_to(self):
        """The id of the last event they have read."""
        mark = ReadMark.objects.filter(ticket=self.ticket, user=self.user).first()
        return mark.event_id if mark else 0

    @property
    def newest(self):
        return self.events[-1].pk if self.events else 0

    @cached_property
    def people(self):
        """The participants, as those at this seat may know them."""
        return list(self.ticket.participants.select_related("user"))

    @transaction.atomic
    def say(self, body, files):
        """Add words to the ticket, or to the one where it goes on; returns its number.

        One that was closed while they wrote is opened again; ValidationError after the desk's window.
        """
        self.place.hold()
        if self.place.group == Group.CLOSED:
            self.place.reopen(by=self.user)
        self.place.reply(body, by=self.user, files=files, as_requester=True)
        return self.place.number

    def refuse(self, body, files):
        """Say what still fails; returns the number of the ticket that the words went to."""
        if self.place.group != Group.RESOLVED:
            return self.say(body, files)
        self.place.refuse(body, by=self.user, files=files)
        return self.place.number

    def begin_again(self, body, files):
        """Open the closed ticket again, with the words why; returns the number of the one they went to."""
        return self.say(body, files)

    @transaction.atomic
    def revoke_links(self):
        """Make every link in earlier mails worthless, and say so on the timeline."""
        if revoked := GuestLink.objects.alive().filter(ticket=self.ticket).update(revoked_at=timezone.now()):
            self.ticket.record(Event.Kind.GUEST_LINK_REVOKED, by=self.user, count=revoked)

    @cached_property
    def has_links(self):
        return GuestLink.objects.alive().filter(ticket=self.ticket).exists()
