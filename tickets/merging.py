"""What a merge would be: with which ticket, and what would follow from it."""

from functools import cached_property

from tickets import search
from tickets.models import Ticket

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
