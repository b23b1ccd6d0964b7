"""How tickets stand as far as the requester's side may know.

The row of a ticket shows at once what an agent did. For the seconds in which that can be taken back
(`Event.held_until`) the requester's side is shown how the ticket stood before, which the move itself wrote down.
Nothing is copied and nothing has to be put right later: in the moment the hold ends, the answer here is another,
with or without a worker.
"""

from functools import cached_property

from django.db.models import Q

from tickets.models import OPEN_GROUPS, Event, Group, Status, WaitingFor

TABS = {
    "needs-me": Q(group=Group.WAITING, waiting_for=WaitingFor.REQUESTER) | Q(group=Group.RESOLVED),
    "open": Q(group__in=OPEN_GROUPS),
    "done": ~Q(group__in=OPEN_GROUPS),
}


def tabs_of(group, waiting_for):
    """The keys of TABS that a ticket which stands so belongs to."""
    is_waited_for = group == Group.WAITING and waiting_for == WaitingFor.REQUESTER
    needs = {"needs-me"} if is_waited_for or group == Group.RESOLVED else set()
    return needs | {"open" if group in OPEN_GROUPS else "done"}


class Known:
    """What is known of how `tickets` (a queryset or a list) stand. One statement, two while something is on hold."""

    def __init__(self, tickets):
        self.tickets = tickets

    @cached_property
    def former(self):
        """{ticket's id: (standing, status)} of those with a move that nobody has been told yet."""
        moves = Event.objects.untold_moves().filter(ticket__in=self.tickets).order_by("-pk")
        # Of several the first counts: it comes last here.
        standings = dict(moves.values_list("ticket", "details__before"))
        if not standings:
            return {}
        statuses = Status.objects.in_bulk([standing["status"] for standing in standings.values()])
        return {pk: (standing, statuses[standing["status"]]) for pk, standing in standings.items()}

    def within(self, tab):
        """The condition for tickets in `tab`, a key of TABS."""
        if not self.former:
            return TABS[tab]
        fitting = [
            pk
            for pk, (standing, status) in self.former.items()
            if tab in tabs_of(status.group, standing["waiting"][0])
        ]
        return (TABS[tab] & ~Q(pk__in=self.former)) | Q(pk__in=fitting)

    def shown(self, rows):
        """`rows` (tickets) as a list, each standing in memory as is known of it; not to be saved."""
        rows = list(rows)
        for ticket in rows:
            if ticket.pk in self.former:
                ticket.recall(*self.former[ticket.pk])
        return rows


def as_known(ticket):
    """`ticket` itself, standing in memory as its requester's side may know; verbs see how it really stands."""
    return Known([ticket]).shown([ticket])[0]
