"""Can be merged into another ticket, when both are about the same matter."""

from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
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

    @property
    def onward(self):
        """The tickets this one was merged into, one after another; none of them twice."""
        places, place = [], self.merged_into
        while place and place not in [self, *places]:
            places.append(place)
            place = place.merged_into
        return places

    def place_to_talk(self, user):
        """Where what `user` says about this ticket belongs: here, or in the last of those it was merged into, if
        they may answer there from the requester's side."""
        last = ([self] + self.onward)[-1]
        is_here = last == self or not type(self).objects.answerable_by(user).filter(pk=last.pk).exists()
        return self if is_here else last

    @property
    def taken_in(self):
        """The lines that tell of tickets merged into this one, oldest first, without those given back since."""
        returns = self.events.filter(kind=Event.Kind.GAVE_BACK).values_list("details__merger", flat=True)
        return self.events.filter(kind=Event.Kind.TOOK_IN).exclude(pk__in=list(returns))

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
        """Close this ticket as a double of `target`, where the work goes on, and those who follow this one follow.

        With `lets_in` those who take part here do so there from now on, and read all that was said there in public.
        ValidationError says why two tickets cannot be merged; a second press does nothing.
        """
        with transaction.atomic():
            # In order: two people who merge two tickets into each other at once stand in line.
            for ticket in sorted({self, target}, key=attrgetter("pk")):
                ticket.hold()
            self._merge(target, by, lets_in)

    @property
    def may_be_reopened(self):
        """Whether it may be reopened; what was merged goes on elsewhere, and who has no part there asks anew."""
        return super().may_be_reopened and self.merged_into is None

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
        is_waited_on, is_told = self.is_open and not self.is_answered, self.group != Group.CLOSED
        newcomers = self.newcomers_to(target) if lets_in else []
        came = self._companions(target, newcomers)
        self.links.create(target=target, kind=Link.Kind.MERGED)
        # Before it ends: its clocks are cancelled, and nothing of it counts as solved.
        self.record(Event.Kind.MERGED, by=by, number=target.number, before=self._standing())
        if is_told:
            self._stop_waiting()
            self._shut()
            # Without how it stood before: the closing alone cannot be undone.
            readers = self._readers_of(target, newcomers)
            self.record(Event.Kind.CLOSED, by=by, merged_into=target.number, readers=readers)
        for person, may_reply in newcomers:
            # One mail is enough: the closing has told them.
            facts = {"came_from": self.number, "is_silent": is_told}
            target.add_participant(person, by=by, may_reply=may_reply, **facts)
        for follower in User.objects.filter(pk__in=came["followers"]):
            target.follow(by=follower)
        if asked_about := self.pass_on_questions(target):
            came["addressed"] = {one.pk: one.address for one in asked_about}
        target.record(Event.Kind.TOOK_IN, by=by, number=self.number, is_waited_on=is_waited_on, **came)

    def _companions(self, target, newcomers):
        """Who comes along to `target`, and would not be there but for this or another merge: ids by their part."""
        there = set(target.followers.values_list("user", flat=True))
        able = User.objects.working_at(target.desk).filter(pk__in=self.followers.values("user"))
        own, earlier = self._people, [event.details for event in target.taken_in]
        guests = {pk for told in earlier for pk in told.get("people", []) if pk in own}
        watchers = {pk for told in earlier for pk in told.get("followers", [])}
        return {
            "people": sorted({person.pk for person, _may_reply in newcomers} | guests),
            "followers": sorted(
                pk for pk in able.values_list("pk", flat=True) if pk in watchers or pk not in there
            ),
        }

    def _readers_of(self, target, newcomers):
        """The ids of those who take part here and read `target` from now on."""
        there = target._people | {person.pk for person, _may_reply in newcomers}
        return sorted(self._people & there)

    @property
    def _people(self):
        return {self.requester_id, *self.participants.values_list("user", flat=True)}

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
