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

# What one may do at a seat, each a noun to POST to; a guest has the same under the signed link.
DOORS = ["reply", "acceptance", "refusal", "reopening", "reading", "print"]


@dataclass
class Seat:
    """`user` at `ticket`; `link` when they came by a signed link."""

    ticket: Ticket
    user: User
    link: GuestLink | None = None
    token: str = ""

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
        return Ticket.objects.answerable_by(self.user).filter(pk=self.ticket.pk).exists()

    @property
    def may_accept(self):
        """Whether "my problem is solved" is for them to say, now."""
        return self.is_requester and self.ticket.group != Group.CLOSED

    @property
    def may_refuse(self):
        return self.may_reply and self.ticket.group == Group.RESOLVED

    @property
    def may_reopen(self):
        return self.may_reply and self.ticket.group == Group.CLOSED and self.ticket.may_be_reopened

    @property
    def must_begin_anew(self):
        return self.may_reply and self.ticket.group == Group.CLOSED and not self.ticket.may_be_reopened

    @property
    def is_waited_for(self):
        return self.ticket.group == Group.WAITING and self.ticket.waiting_for == WaitingFor.REQUESTER

    @cached_property
    def conversation(self):
        """What was said and done, oldest first: dicts of `event`, `message` (or None) and `is_newly_unread`."""
        messages = self.ticket.messages.public().select_related("author").prefetch_related("attachments")
        said = {message.pk: message for message in messages}
        events = self.ticket.events.public().select_related("actor")
        lines = [
            # A move that came along with a reply names it, too, but does not say its words again.
            {"event": event, "message": said.get(event.message_id) if event.is_spoken else None}
            for event in events
            if event.message_id is None or event.message_id in said
        ]
        unread = (
            line for line in lines if line["event"].pk > self.read_up_to and not self.is_own(line["event"])
        )
        first = next(unread, None)
        for line in lines:
            line["is_newly_unread"] = line is first
        return lines

    def is_own(self, event):
        return event.actor_id == self.user.pk

    @cached_property
    def read_up_to(self):
        """The id of the last event they have read."""
        mark = ReadMark.objects.filter(ticket=self.ticket, user=self.user).first()
        return mark.event_id if mark else 0

    @property
    def newest(self):
        return self.conversation[-1]["event"].pk if self.conversation else 0

    @cached_property
    def people(self):
        """The participants, as those at this seat may know them."""
        return list(self.ticket.participants.select_related("user"))

    @transaction.atomic
    def say(self, body, files):
        """Add words to the ticket; returns its number. One that was closed while they wrote is opened again."""
        self.ticket.hold()
        if self.ticket.group == Group.CLOSED:
            self.ticket.reopen(by=self.user)
        self.ticket.reply(body, by=self.user, files=files, as_requester=True)
        return self.ticket.number

    def refuse(self, body, files):
        """Say what still fails; returns the ticket's number."""
        self.ticket.refuse(body, by=self.user, files=files)
        return self.ticket.number

    @transaction.atomic
    def begin_again(self, body, files):
        """Open the closed ticket again, with the words why; ValidationError after the desk's window."""
        self.ticket.reopen(by=self.user)
        self.ticket.reply(body, by=self.user, files=files, as_requester=True)
        return self.ticket.number

    @transaction.atomic
    def revoke_links(self):
        """Make every link in earlier mails worthless, and say so on the timeline."""
        if revoked := GuestLink.objects.alive().filter(ticket=self.ticket).update(revoked_at=timezone.now()):
            self.ticket.record(Event.Kind.GUEST_LINK_REVOKED, by=self.user, count=revoked)

    @cached_property
    def has_links(self):
        return GuestLink.objects.alive().filter(ticket=self.ticket).exists()
