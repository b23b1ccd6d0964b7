"""Can be taken, given to a person, and handed to a team or tier."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Team
from tickets.models.choices import Group
from tickets.models.eventful import Event, verb
from tickets.models.movable import Movable


class AssignableQuerySet(models.QuerySet):
    def unassigned(self):
        return self.filter(assignee=None)

    def assigned_to(self, user):
        return self.filter(assignee=user)


class Assignable(Movable):
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assignee"),
    )

    class Meta:
        abstract = True

    def take(self, *, by):
        """`by` accepts the ticket as theirs."""
        self.assign(by, by=by)

    @verb
    def assign(self, to, *, by):
        """Give the ticket to the agent `to` (None: to nobody); ValidationError if they do not work here."""
        if to == self.assignee:
            return
        if to is not None and not self.is_worked_by(to):
            raise ValidationError(_("%(name)s does not work at this desk.") % {"name": to})
        former, self.assignee = self.assignee, to
        self.save(update_fields=["assignee"])
        facts = {}
        if to is not None and self.group == Group.NEW:
            facts["before"] = self._standing()
            self._enter(Group.IN_PROGRESS)
            facts["status"] = self.status_id
        self.record(
            Event.Kind.ASSIGNED,
            by=by,
            person=to and to.pk,
            name=str(to) if to else "",
            former=former and former.pk,
            former_name=str(former) if former else "",
            **facts,
        )

    @verb
    def hand_over(self, team, *, by, reason=""):
        """Hand the ticket to another `team` (of this desk or another) with the reason; it is nobody's then."""
        if team == self.team:
            return
        former, former_assignee, former_desk = self.team, self.assignee_id, self.desk_id
        self.team, self.desk, self.assignee = team, team.desk, None
        self.save(update_fields=["team", "desk", "assignee"])
        self.record(
            Event.Kind.HANDED_OVER,
            by=by,
            team=team.pk,
            name=str(team),
            tier=team.tier,
            former=former and former.pk,
            former_assignee=former_assignee,
            former_desk=former_desk,
            former_name=str(former) if former else "",
            reason=reason,
        )
