"""What was said between a merge and its undoing, as far as clocks care."""

from django.db.models import Q

from tickets.models import Event


class Merge:
    """The merge that `event` undoes: on the side of the double, or of the ticket that stayed."""

    def __init__(self, event):
        self.ticket, self.until = event.ticket, event.at
        self.event = Event.objects.get(pk=event.details["merger"])
        self.at = self.event.at

    def was_answered(self, unsaid):
        """Whether an agent answered meanwhile; `unsaid` are the ids of messages that never arrived."""
        answers = self._meanwhile().filter(kind=Event.Kind.REPLIED, message__is_internal=False)
        answers = answers.exclude(message__is_from_requester=True).exclude(actor=None)
        return answers.exclude(actor=self.ticket.requester_id).exclude(message__in=unsaid).exists()

    def asked_at(self, *, is_answered):
        """Since when others wait for an answer, or None: those of another double that came later, and those who wrote
        here, where there has been an answer before (`is_answered`)."""
        meanwhile = self._meanwhile()
        returned = meanwhile.filter(kind=Event.Kind.GAVE_BACK).values_list("details__merger", flat=True)
        came = Q(kind=Event.Kind.TOOK_IN, details__is_waited_on=True) & ~Q(pk__in=list(returned))
        if is_answered:
            wrote = Q(kind=Event.Kind.REPLIED, message__is_internal=False)
            came |= wrote & (Q(message__is_from_requester=True) | Q(actor=self.ticket.requester_id))
        return meanwhile.filter(came).order_by("at").values_list("at", flat=True).first()

    def _meanwhile(self):
        between = self.ticket.events.filter(at__gte=self.at, at__lte=self.until, is_taken_back=False)
        return between.exclude(pk=self.event.pk)
