"""Can lie with suppliers: at each of them as one case, until they give it back."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Team
from tickets.models.choices import OPEN_GROUPS, Group, WaitingFor
from tickets.models.eventful import Event, verb
from tickets.models.movable import Movable


class SupplierCaseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(returned_at=None)

    def in_their_hands(self):
        """Open, and nothing is wanted of us."""
        return self.open().filter(is_waiting_for_us=False)


class SupplierCase(models.Model):
    """What one supplier has to do for a ticket (ITIL 4: underpinning contract), from sending to giving back."""

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="supplier_cases")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name=_("supplier"))
    reference = models.CharField(_("their number"), max_length=80, blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    returned_at = models.DateTimeField(null=True)
    is_waiting_for_us = models.BooleanField(default=False)

    objects = SupplierCaseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("supplier's case")
        verbose_name_plural = _("suppliers' cases")
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "team"], condition=Q(returned_at=None), name="one_open_case_a_supplier"
            )
        ]

    def __str__(self):
        return f"{self.team} {self.reference}".strip()


class Suppliable(Movable):
    class Meta:
        abstract = True

    @property
    def tier(self):
        """The highest tier of support that has to do with it; 0 for none."""
        if self.supplier_cases.open().exists():
            return Team.Tier.VENDOR
        return self.team.tier if self.team else 0

    @verb
    def send_to_supplier(self, team, *, by, reference="", reason="", keep_team=True):
        """Open a case with the supplier `team`, and wait for them; `reference` is their number for it.

        Without `keep_team` the ticket is theirs in the lists, too. ValidationError for who is no supplier of this
        desk, and for a ticket that has ended; the same supplier has one open case at most.
        """
        if not self.is_open:
            raise ValidationError(_("Reopen the ticket first."))
        if team.tier != Team.Tier.VENDOR or team.desk_id != self.desk_id or not team.is_active:
            raise ValidationError(_("%(name)s is no supplier of this desk.") % {"name": team})
        if not keep_team:
            self.hand_over(team, by=by, reason=reason)
        case, is_new = self.supplier_cases.get_or_create(
            team=team, returned_at=None, defaults={"reference": reference}
        )
        if is_new:
            self.wait(WaitingFor.SUPPLIER, by=by, reason=str(team))
            self._tell_of(case, "sent", by, reference=reference, reason=reason)

    @verb
    def supplier_waits(self, case, *, by):
        """The supplier needs something of us: their time stands still."""
        if self.supplier_cases.in_their_hands().filter(pk=case.pk).update(is_waiting_for_us=True):
            self._take_up_again(by)
            self._tell_of(case, "waiting", by)

    @verb
    def supplier_goes_on(self, case, *, by):
        """The supplier has what they needed."""
        if (
            self.supplier_cases.open()
            .filter(pk=case.pk, is_waiting_for_us=True)
            .update(is_waiting_for_us=False)
        ):
            if self.group != Group.WAITING:
                self.wait(WaitingFor.SUPPLIER, by=by, reason=str(case.team))
            self._tell_of(case, "resumed", by)

    @verb
    def returned_by_supplier(self, case, *, by):
        """The supplier has given it back, done or not."""
        if self.supplier_cases.open().filter(pk=case.pk).update(returned_at=timezone.now()):
            self._take_up_again(by)
            self._tell_of(case, "returned", by)

    def _tell_of(self, case, step, by, **more):
        facts = {"step": step, "team": case.team_id, "name": str(case.team), **more}
        self.record(Event.Kind.SUPPLIER, by=by, **facts)

    def _take_up_again(self, by):
        # Nobody but us can go on now.
        is_waiting = (self.group, self.waiting_for) == (Group.WAITING, WaitingFor.SUPPLIER)
        if is_waiting and not self.supplier_cases.in_their_hands().exists():
            self.resume(by=by)

    def _stand_in(self, status):
        super()._stand_in(status)
        if self.group not in OPEN_GROUPS:
            # The very moment of the end tells later which of them ended along with it.
            self.supplier_cases.open().update(returned_at=self.status_since)

    def _stand_as(self, standing):
        was_open, since = self.is_open, self.status_since
        super()._stand_as(standing)
        if self.is_open and not was_open:
            self.supplier_cases.filter(returned_at=since).update(returned_at=None)
