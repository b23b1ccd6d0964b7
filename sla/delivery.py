"""Which answers never arrived, and which of them did when their mail was sent again, as the timeline tells."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from tickets.models import Event

# A mail that is refused later than this has been an answer all the same.
WITHIN = timedelta(hours=1)
SENT_AGAIN = Q(kind=Event.Kind.REPORTED, details__what="again")


@dataclass
class Delivery:
    """The mail of one answer: when it was sent last, and by which event if that was not for the first time."""

    sent_at: datetime
    mail: int | None = None
    event: int | None = None
    came_back: bool = False
    is_unsaid: bool = False

    def take_back(self, at, mail):
        """It came back; what was refused late has been an answer all the same."""
        self.mail = mail
        if at - self.sent_at <= WITHIN:
            self.came_back = True
            self.is_unsaid = self.is_unsaid or self.event is None

    def begin_again(self, at, mail, event):
        """It was sent once more, by this event; who sends what had arrived says nothing new."""
        if self.came_back and mail == self.mail:
            self.sent_at, self.event, self.came_back = at, event, False


def deliveries(ticket):
    """{id of a message: its Delivery}, for those whose mail has ever come back."""
    lines = ticket.events.filter(Q(kind=Event.Kind.UNDELIVERED) | SENT_AGAIN).order_by("at", "pk")
    lines = [line for line in lines if line.details.get("about")]
    sent = dict(ticket.messages.values_list("pk", "goes_out_at")) if lines else {}
    found = {}
    for line in lines:
        about, mail = line.details["about"], line.details.get("mail")
        if about not in sent:
            continue
        one = found.setdefault(about, Delivery(sent[about]))
        if line.kind == Event.Kind.UNDELIVERED:
            one.take_back(line.at, mail)
        else:
            one.begin_again(line.at, mail, line.pk)
    return found


def unsaid(found):
    """The ids of messages whose mail came back within the hour when it was sent for the first time."""
    return {message for message, one in found.items() if one.is_unsaid}


def said_by(found):
    """The ids of the events that say such words at last: their mail was sent again, and did not come back."""
    return {one.event for one in found.values() if one.event and not one.came_back}


def as_said(event, found=None):
    """`event` as clocks hear it: the sending again of words that had not arrived is when they were said."""
    if event.kind != Event.Kind.REPORTED or event.details.get("what") != "again":
        return event
    found = deliveries(event.ticket) if found is None else found
    if event.pk not in said_by(found):
        return event
    said = copy(event)
    said.kind, said.message = Event.Kind.REPLIED, None
    return said
