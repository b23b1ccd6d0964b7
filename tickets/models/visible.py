"""Who may see which tickets. No other file in the house answers that question."""

from django.db import models
from django.db.models import Q

from accounts.models import Desk
from accounts.roles import Sight
from tickets.models.participant import Participant


class VisibleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every ticket `user` may read anything of: those they work on, and those they have a part in."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(self._worked_by(user) | self._asked_by(user) | self._in_sight_of(user))

    def worked_by(self, user):
        """The tickets `user` sees from the agents' side, with internal notes."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(self._worked_by(user))

    @classmethod
    def are_worked_by(cls, user, path):
        """`worked_by` as a condition on rows that lead to tickets by `path`, a foreign key: what counts very many of
        them, and wants to know something of their tickets, too, reads those once and not twice."""
        if not user.is_authenticated or not user.is_active:
            return Q(pk__in=[])
        return cls._worked_by(user, f"{path}__")

    def asked_by(self, user):
        """The tickets `user` opened or takes part in, from the requesters' side."""
        return self._asked_or_joined(user, Participant.objects.filter(user=user))

    def answerable_by(self, user):
        """The tickets `user` may add words to from the requesters' side."""
        return self._asked_or_joined(user, Participant.objects.filter(user=user, may_reply=True))

    def who_may_answer(self):
        """{(a ticket's id, a person's id)} of these tickets, as `answerable_by` for everybody at once."""
        asked = self.order_by().values_list("pk", "requester")
        joined = Participant.objects.filter(ticket__in=self.order_by().values("pk"), may_reply=True)
        return set(asked.union(joined.order_by().values_list("ticket", "user")))

    def _asked_or_joined(self, user, parts):
        # A union of two short index scans: an OR would make the database walk through all tickets.
        asked = self.model._base_manager.filter(requester=user)
        return self.filter(pk__in=asked.values("pk").union(parts.values("ticket")))

    @staticmethod
    def _worked_by(user, path=""):
        return Q(**{f"{path}desk__in": user.worked_desks})

    def _asked_by(self, user):
        return Q(requester=user) | Q(pk__in=Participant.objects.filter(user=user).values("ticket"))

    def _in_sight_of(self, user):
        # Never a plain organization=user.organization: somebody without one would match every ticket
        # without one. Walled desks stay out of every sight but the requester's own.
        open_desk = Q(desk__in=Desk.objects.filter(is_walled=False).values("pk"))
        if user.sight == Sight.ORGANIZATION and user.organization_id:
            return open_desk & Q(organization=user.organization_id)
        if user.sight == Sight.DEPARTMENT and user.department_id:
            return open_desk & Q(department=user.department_id)
        return Q(pk__in=[])
