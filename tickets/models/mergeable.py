"""Can be merged into another ticket, when both are about the same matter."""

from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tickets.models.choices import Group
from tickets.models.eventful import Event, verb
from tickets.models.linkable import Link
from tickets.models.resolvable import Resolvable


class Mergeable(Resolvable):
    class Meta:
        abstract = True

    @property
    def merged_into(self):
        """The ticket this one was merged into, or None."""
        if self.group != Group.CLOSED:
            return None
        tie = self.links.filter(kind=Link.Kind.MERGED).select_related("target").first()
        return tie and tie.target

    def newcomers_to(self, target):
        """[(person, whether they may reply)] of those who take part here and not yet in `target`."""
        parts = self.participants.select_related("user")
        people = {self.requester: True} | {part.user: part.may_reply for part in parts}
        there = {target.requester_id, *target.participants.values_list("user", flat=True)}
        return [(person, may_reply) for person, may_reply in people.items() if person.pk not in there]

    def is_among_their_own(self, newcomers, target):
        """Whether all `newcomers` belong to the organization of those who asked for `target`."""
        home = target.requester.organization_id
        return all(home and person.organization_id == home for person, _may_reply in newcomers)

    def merge_into(self, target, *, by, lets_in=True):
        """Close this ticket as a double of `target`, where the work goes on; for good.

        With `lets_in` those who take part here do so there from now on, and read all that was said there in public.
        ValidationError says why two tickets cannot be merged; a second press does nothing.
        """
        with transaction.atomic():
            # In order: two people who merge two tickets into each other at once stand in line.
            for ticket in sorted({self, target}, key=attrgetter("pk")):
                ticket.hold()
            self._merge(target, by, lets_in)

    @verb
    def reopen(self, *, by, reason="", **facts):
        if target := self.merged_into:
            raise ValidationError(
                _("This was merged into #%(number)s. It goes on there.") % {"number": target.number}
            )
        super().reopen(by=by, reason=reason, **facts)

    def _merge(self, target, by, lets_in):
        if self.merged_into == target:
            return
        if problem := self.why_not_merge(target):
            raise ValidationError(problem)
        is_waited_on = self.is_open and not self.is_answered
        newcomers = self.newcomers_to(target) if lets_in else []
        self.links.create(target=target, kind=Link.Kind.MERGED)
        # Before it ends: its clocks are cancelled, and nothing of it counts as solved.
        self.record(Event.Kind.MERGED, by=by, number=target.number)
        if self.group != Group.CLOSED:
            self._stop_waiting()
            self._shut()
            # Without how it stood before: the closing alone cannot be undone.
            self.record(Event.Kind.CLOSED, by=by)
        for person, may_reply in newcomers:
            target.add_participant(person, by=by, may_reply=may_reply)
        target.record(Event.Kind.TOOK_IN, by=by, number=self.number, is_waited_on=is_waited_on)

    def why_not_merge(self, target):
        """The reason why this ticket cannot be merged into `target`, in words; None when it can."""
        told = {"number": target.number}
        if target == self:
            return _("A ticket cannot be merged into itself.")
        elif former := self.merged_into:
            return _("This ticket was already merged into #%(number)s.") % {"number": former.number}
        elif later := target.merged_into:
            told["later"] = later.number
            return _("#%(number)s was merged into #%(later)s itself. Merge into that one.") % told
        elif not target.is_open:
            return _("#%(number)s is not open. Reopen it first.") % told
        elif self.desk_id != target.desk_id and (self.desk.is_walled or target.desk.is_walled):
            return _("What lies at a closed desk is never merged with what lies elsewhere.")
        return None
