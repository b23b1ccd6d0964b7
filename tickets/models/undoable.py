"""Can have the last change to it undone by the one who made it."""

from django.utils import timezone

from accounts.models import Team, User
from tickets.models.category import Category
from tickets.models.eventful import Conflict, Event, Eventful, verb


class Undoable(Eventful):
    class Meta:
        abstract = True

    @verb
    def undo(self, event, *, by):
        """Put back what `by` changed with `event`; a line of its own says so.

        Raises Conflict when somebody has changed the same thing since; what cannot be undone is left alone.
        """
        if event.actor_id != by.pk or event.kind not in UNDOING:
            return
        later = self.changes_since(event.pk, Event.MOVES if event.kind in Event.MOVES else [event.kind])
        if later:
            raise Conflict(later)
        # What nobody has been told yet, nobody needs to be told.
        untold = self.events.filter(pk=event.pk, attempts=0)
        is_untold = bool(untold.filter(held_until__gt=timezone.now()).update(is_taken_back=True))
        untold.update(pending=[], is_settled=True)
        UNDOING[event.kind](self, {**event.details, "is_untold": is_untold}, by)

    def _undo_assignment(self, details, by):
        self.assign(User.objects.filter(pk=details["former"]).first(), by=by)
        if "before" in details and self.status_id == details.get("status"):
            self._stand_as(details["before"])

    def _undo_hand_over(self, details, by):
        team = Team.objects.filter(pk=details.get("former")).first()
        if team is not None:
            self.hand_over(team, by=by)
            self._undo_assignment({"former": details.get("former_assignee")}, by)

    def _undo_rating(self, details, by):
        if "former_rating" in details:
            impact, urgency = details["former_rating"]
            self.rate(by=by, impact=impact, urgency=urgency)
        self.prioritize(details["former"], by=by)

    def _undo_description(self, details, by):
        facts = {change["field"]: change["was"] for change in details["changes"]}
        if "category" in facts:
            facts["category"] = Category.objects.filter(pk=facts["category"]).first()
        self.describe(by=by, **facts)

    def _undo_tags(self, details, by):
        self.tag(by=by, add=details["removed"], remove=details["added"])

    def _undo_move(self, details, by):
        if "before" not in details:
            return
        former = str(self.status)
        self._stand_as(details["before"])
        facts = {"status": self.status_id, "name": str(self.status), "former": former}
        # Whether what is undone counts as never done.
        facts["takes_back"] = details["is_untold"]
        self.record(Event.Kind.STATUS_CHANGED, by=by, **facts)


UNDOING = {
    Event.Kind.ASSIGNED: Undoable._undo_assignment,
    Event.Kind.HANDED_OVER: Undoable._undo_hand_over,
    Event.Kind.PRIORITIZED: Undoable._undo_rating,
    Event.Kind.DESCRIBED: Undoable._undo_description,
    Event.Kind.TAGGED: Undoable._undo_tags,
    **dict.fromkeys(Event.MOVES, Undoable._undo_move),
}
