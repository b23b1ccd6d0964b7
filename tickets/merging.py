"""What a merge would be: with which ticket, and what would follow from it; and what from undoing it."""

from functools import cached_property

from accounts.models import User
from tickets import search
from tickets.models import Group, Ticket
from tickets.models.separable import TOO_LATE

MOST = 8


class Merging:
    """`ticket` and what `user` may merge it into. `text` is what they look for, a number or words."""

    def __init__(self, ticket, user, *, text="", into=""):
        self.ticket, self.user = ticket, user
        self.text = text.replace("\x00", " ").strip()[:200]
        self.into = into

    @cached_property
    def target(self):
        """The other ticket, once it is certain which; None while it is not."""
        return search.by_number(self.user, self.into or self.text)

    @cached_property
    def offered(self):
        """Open tickets it may be a double of: those that fit the words, else the newest of the same people,
        first those of the requester."""
        if self.text:
            return [
                hit.ticket for hit in search.find(self.user, self.text, within=self._others, most=MOST).hits
            ]
        own = self._newest(MOST, requester=self.ticket.requester_id)
        house = self.ticket.organization_id
        return own + (self._newest(MOST - len(own), besides=own, organization=house) if house else [])

    def _newest(self, most, besides=(), **facts):
        others = self._others.filter(**facts).exclude(pk__in=[ticket.pk for ticket in besides])
        # As the indexes of requesters and organizations lie.
        return list(others.select_related("requester", "status").order_by("-public_updated_at", "-pk")[:most])

    @cached_property
    def problem(self):
        """Why the two cannot be merged, in words; None when they can."""
        return self.ticket.why_not_merge(self.target)

    @property
    def _others(self):
        return Ticket.objects.worked_by(self.user).open().exclude(pk=self.ticket.pk)

    @cached_property
    def newcomers(self):
        """Those who would take part in the other ticket from now on."""
        return self.ticket.newcomers_to(self.target)

    @property
    def is_among_their_own(self):
        return self.ticket.is_among_their_own(self.newcomers, self.target)

    @cached_property
    def cases(self):
        """What lies with suppliers and would end."""
        return list(self.ticket.supplier_cases.open().select_related("team"))


class Unmerging:
    """`ticket`, which was merged, and what would follow if it were one of its own again."""

    def __init__(self, ticket):
        self.ticket, self.target, self.merger = ticket, ticket.merged_into, ticket.merger

    @property
    def problem(self):
        """Why it cannot be, in words; None when it can."""
        return None if self.ticket.may_be_unmerged(self.merger) else TOO_LATE

    @cached_property
    def leaving(self):
        """Those who came along, and would take part in the other ticket no longer."""
        return [person for person in self._came if person.pk in self._gone["people"]]

    @cached_property
    def staying(self):
        """Those who came along, and have a part of their own there by now."""
        return [person for person in self._came if person.pk not in self._gone["people"]]

    @cached_property
    def cases(self):
        """What lay with suppliers, and ended with the merge."""
        if self.merger.standing["group"] == Group.CLOSED:
            return []
        ended = self.ticket.supplier_cases.filter(returned_at=self.ticket.status_since)
        return list(ended.select_related("team"))

    @cached_property
    def _came(self):
        there = self.target.participants.filter(user__in=self._line.details["people"])
        return list(User.objects.filter(pk__in=there.values("user")).select_related("organization"))

    @cached_property
    def _gone(self):
        return self.target.leaving(self._line)

    @cached_property
    def _line(self):
        return self.target.came_with(self.ticket)
