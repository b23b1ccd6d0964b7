"""Can be taken out again of the ticket it was merged into, as long as that was not long ago."""

from datetime import timedelta
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tickets.models.choices import Group
from tickets.models.eventful import Event, Eventful
from tickets.models.linkable import Link
from tickets.models.status import Status

UNDO_MERGE = timedelta(days=30)
TOO_LATE = _("This was merged more than 30 days ago, and stays so.")


class Separable(Eventful):
    class Meta:
        abstract = True

    @property
    def merger(self):
        """The line that tells how this ticket was merged, or None while it is one of its own."""
        return self.events.filter(kind=Event.Kind.MERGED).last() if self.merged_into else None

    @staticmethod
    def may_be_unmerged(merger):
        """Whether the merge that a line of either ticket tells of is young enough to be undone."""
        is_kept = "before" in merger.details or "people" in merger.details
        return is_kept and merger.at > timezone.now() - UNDO_MERGE

    def unmerge(self, *, by):
        """Make this ticket one of its own again, as it stood when it was merged, and its clocks go on.

        Who came along leaves the other ticket, unless they have had their say there. What lay with suppliers stays
        ended. ValidationError when the merge is too long ago; a second press does nothing.
        """
        with transaction.atomic():
            onward = self.onward
            # In order, as when two are merged.
            for ticket in sorted({self, *onward}, key=attrgetter("pk")):
                ticket.hold()
            merger = self.merger
            if merger is None or self.merged_into != onward[0]:
                return
            if not self.may_be_unmerged(merger):
                raise ValidationError(TOO_LATE)
            self._unmerge(merger, onward, by)

    def came_with(self, ticket):
        """The line that tells how `ticket` was merged into this one, the last time."""
        return self.taken_in.filter(details__number=ticket.number).last()

    def leaving(self, came, among=None):
        """{"people": ids, "followers": ids} of those who came here with the line `came` alone and have done nothing
        since; `among` says of whom it is asked."""
        later = self.events.filter(pk__gt=came.pk)
        invited = later.filter(kind=Event.Kind.PARTICIPANT_ADDED).values_list("details__person", flat=True)
        kept = {*later.values_list("actor", flat=True), *invited}
        others = [event.details for event in self.taken_in.exclude(pk=came.pk)]
        gone = {}
        for part in ("people", "followers"):
            asked = set(came.details[part]) & set(came.details[part] if among is None else among[part])
            gone[part] = asked - kept - {pk for told in others for pk in told.get(part, [])}
        return gone

    def _unmerge(self, merger, onward, by):
        target = onward[0]
        came = target.came_with(self)
        self.links.filter(target=target, kind=Link.Kind.MERGED).delete()
        lay_with_supplier = self.supplier_cases.filter(returned_at=self.status_since).exists()
        if merger.standing["group"] != Group.CLOSED:
            self._stand_as_before(merger)
        self.record(Event.Kind.UNMERGED, by=by, number=target.number, merger=merger.pk)
        target.record(Event.Kind.GAVE_BACK, by=by, number=self.number, merger=came.pk)
        self.take_back_questions(came.details.get("addressed", {}), onward)
        if lay_with_supplier:
            self._take_up_again(by)
        leaving = target.leaving(came)
        target.let_go(leaving, by=by)
        # Who came further with the other ticket has no part there either.
        for place, further in zip(onward, onward[1:], strict=False):
            leaving = further.leaving(further.came_with(place), leaving)
            further.let_go(leaving, by=by)

    def let_go(self, leaving, *, by):
        """Let those go who came along with another ticket: `leaving` as `leaving()` tells. Part of a verb."""
        self.followers.filter(user__in=leaving["followers"]).delete()
        for person in User.objects.filter(pk__in=leaving["people"]).order_by("pk"):
            self.remove_participant(person, by=by)

    def _stand_as_before(self, merger):
        before = merger.details["before"]
        status = Status.objects.filter(pk=before["status"]).first()
        # What lay with suppliers has ended for them, too, and does not begin again by itself.
        names = self.recall(before, status or Status.objects.usual(merger.standing["group"]))
        if self.close_at:
            # The days for an answer stood still.
            self.close_at += timezone.now() - merger.at
        self.save(update_fields=names)
