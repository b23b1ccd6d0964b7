"""A ticket at a glance, beside the list it stands in: its facts, its last words, a short field for a reply."""

from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404

from tickets.forms.composer import ComposerForm
from tickets.models import Draft, Event, Participant, Ticket
from tickets.ticket_page import usual_then

FACTS = ["requester__organization", "assignee", "status"]
LAST = 3


class Glance:
    """What `request.user` sees of the ticket with `number` beside a list; Http404 for those who do not work on it.

    `composer` is the reply as it was sent, when it comes back; `notice` the words why something was not done.
    """

    def __init__(self, request, number, *, composer=None, notice=()):
        self.request, self.user = request, request.user
        self.ticket = get_object_or_404(self._tickets(), number=number)
        self.place = (request.GET.get("in", "") or request.POST.get("in", ""))[:2000]
        self.notice = notice
        if composer is not None:
            self.composer = composer

    def _tickets(self):
        here = {"ticket": OuterRef("pk")}
        drafts = Draft.objects.of(self.user).filter(**here, mode=Draft.Mode.REPLY)
        people = Participant.objects.filter(**here)
        return (
            Ticket.objects.worked_by(self.user)
            .select_related(*FACTS)
            .annotate(
                draft_here=Subquery(drafts.values("content")[:1]),
                last_event_id=Subquery(Event.objects.filter(**here).order_by("-pk").values("pk")[:1]),
                people_here=ArraySubquery(
                    people.values(told=JSONObject(name=F("user__name"), email=F("user__email")))
                ),
            )
        )

    @cached_property
    def messages(self):
        """The last of what was said and not taken back, replies and notes, the newest at the end."""
        said = self.ticket.messages.filter(withdrawn_at=None).select_related("author")
        return said.prefetch_related("attachments").order_by("-pk")[:LAST][::-1]

    @property
    def has_held(self):
        """Whether a reply among them can still be taken back."""
        return any(message.is_on_hold for message in self.messages)

    @cached_property
    def composer(self):
        kept = {Draft.Mode.REPLY: self.ticket.draft_here} if self.ticket.draft_here else {}
        return ComposerForm(ticket=self.ticket, by=self.user, mode=Draft.Mode.REPLY, kept=kept)

    @property
    def usual_then(self):
        return usual_then(self.request, self.ticket)

    @property
    def participants(self):
        return self.ticket.people_here
