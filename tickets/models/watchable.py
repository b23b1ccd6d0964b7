"""Can be followed by agents, joined by participants, and read by anybody as far as they came."""

from django.db import models
from django.utils import timezone

from tickets.models.eventful import Event, Eventful, verb
from tickets.models.participant import Follower, Participant, ReadMark


class WatchableQuerySet(models.QuerySet):
    def followed_by(self, user):
        return self.filter(pk__in=Follower.objects.filter(user=user).values("ticket"))


class Watchable(Eventful):
    class Meta:
        abstract = True

    @verb
    def add_participant(self, user, *, by, may_reply=True, **facts):
        """Let `user` read this ticket, and reply if `may_reply`; saying it again only changes that.

        `facts` are kept with the line that tells of it.
        """
        # Whoever takes part by another way need not be asked about.
        self.addressed.filter(address=user.email).delete()
        if user == self.requester:
            return
        part, is_new = Participant.objects.get_or_create(
            ticket=self, user=user, defaults={"may_reply": may_reply}
        )
        if is_new or part.may_reply != may_reply:
            part.may_reply = may_reply
            part.save(update_fields=["may_reply"])
            facts |= {"person": user.pk, "name": str(user), "may_reply": may_reply}
            self.record(Event.Kind.PARTICIPANT_ADDED, by=by, **facts)

    @verb
    def remove_participant(self, user, *, by):
        gone, _kinds = self.participants.filter(user=user).delete()
        if gone:
            self.record(Event.Kind.PARTICIPANT_REMOVED, by=by, person=user.pk, name=str(user))

    @verb
    def revoke_guest_links(self, *, by):
        """No link sent so far opens this ticket any longer."""
        if self.guest_links.filter(revoked_at=None).update(revoked_at=timezone.now()):
            self.record(Event.Kind.GUEST_LINK_REVOKED, by=by)

    def follow(self, *, by):
        """`by` hears of everything on this ticket from now on. No line on the timeline: nobody else's matter."""
        Follower.objects.get_or_create(ticket=self, user=by)

    def unfollow(self, *, by):
        self.followers.filter(user=by).delete()

    def is_followed_by(self, user):
        return self.followers.filter(user=user).exists()

    def mark_read(self, *, by, up_to):
        """Remember that `by` has read up to the event with id `up_to`; never moves back by itself."""
        ReadMark.objects.get_or_create(ticket=self, user=by)
        self.read_marks.filter(user=by, event_id__lt=up_to).update(event_id=up_to)

    def mark_unread(self, *, by):
        self.read_marks.filter(user=by).delete()
