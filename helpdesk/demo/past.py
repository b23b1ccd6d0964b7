"""A ticket's life, told by the real verbs and then dated to when it is said to have happened."""

from datetime import timedelta

from django.utils import timezone

from tickets.models import Event, Message, Participant, SupplierCase, Ticket
from tickets.opening import open_ticket

MOMENTS = [
    "updated_at", "public_updated_at", "status_since", "resolved_at", "closed_at", "close_at", "first_replied_at",
]  # fmt: skip

A_VERB = timedelta(seconds=15)


class Past:
    """One ticket and the moment its story has reached. What would lie in the future does not happen."""

    def __init__(self, world, opening, at):
        self.world = world
        self.at = at
        began = timezone.now()
        self.ticket = open_ticket(opening)
        Ticket.objects.filter(pk=self.ticket.pk).update(opened_at=at)
        self._date(began, dict.fromkeys(MOMENTS))

    @property
    def is_over(self):
        return self.at > self.world.now

    def then(self, minutes, verb, *args, **facts):
        """After about so many working minutes, call `verb` of the ticket."""
        return self.when(self.world.later(self.at, minutes), verb, *args, **facts)

    def when(self, moment, verb, *args, **facts):
        """At `moment`, call `verb` of the ticket, unless that is still to come. Returns what the verb returns."""
        self.at = max(moment, self.at + timedelta(seconds=20))
        if self.is_over:
            return None
        former = {name: getattr(self.ticket, name) for name in MOMENTS}
        began = timezone.now()
        result = getattr(self.ticket, verb)(*args, **facts)
        self._date(began, former)
        return result

    def _date(self, began, former):
        back = began - self.at
        moved = [name for name in MOMENTS if getattr(self.ticket, name) not in (None, former[name])]
        for name in moved:
            moment = getattr(self.ticket, name) - back
            # What happened in the same verb happened in the same moment.
            setattr(self.ticket, name, self.at if abs(moment - self.at) < A_VERB else moment)
        self.ticket.save(update_fields=moved)
        # A link writes a line on the other ticket too.
        Ticket.objects.filter(updated_at__gte=began).update(updated_at=self.at)
        Event.objects.filter(at__gte=began).update(at=self.at, next_try_at=self.at)
        Message.objects.filter(created_at__gte=began).update(created_at=self.at, goes_out_at=self.at)
        Participant.objects.filter(added_at__gte=began).update(added_at=self.at)
        SupplierCase.objects.filter(sent_at__gte=began).update(sent_at=self.at)


def settle():
    """Nothing follows from the past any more: no mail, no notice for what the stories told."""
    Event.objects.filter(is_settled=False).update(pending=[], is_settled=True)
