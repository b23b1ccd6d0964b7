"""Business calendars: when work goes on. Every edit is a version with a date, and no version is ever changed."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.clock import database_time
from core.moments import Almanac
from core.naming import Named, Retirable
from sla.checking import check_hours
from sla.models.edition import Edition


class Calendar(Named, Retirable):
    """When work goes on, and when it rests."""

    class Meta:
        ordering = ["name"]
        verbose_name = _("business calendar")
        verbose_name_plural = _("business calendars")

    @transaction.atomic
    def publish(self, spec, *, by=None, valid_from=None):
        """Let the calendar say `spec` from `valid_from` (now when left out) on; returns the CalendarVersion.

        Raises ValidationError for hours that cannot be read, that never open in the two years that follow, or that
        begin before those that were published last.
        """
        now = database_time()
        valid_from = valid_from or now
        check_hours(spec, valid_from)
        last = self.versions.order_by("-valid_from").first()
        if last is not None and last.valid_from >= valid_from:
            raise ValidationError(
                _("The hours published last begin later, on %(day)s.")
                % {"day": Almanac().day(last.valid_from)}
            )
        version = self.versions.create(spec=spec, valid_from=valid_from, made_by=by, made_at=now)
        Edition.objects.publish()
        return version

    @property
    def is_used(self):
        """Whether a policy, a target or a clock is counted in it, or one that is about to be published would be."""
        references = (
            field
            for field in self._meta.get_fields(include_hidden=True)
            if field.one_to_many and field.on_delete is models.PROTECT
        )
        proposed = self.proposals.model.objects.unpublished()
        return (
            any(
                one.related_model._base_manager.filter(**{one.field.name: self}).exists()
                for one in references
            )
            or proposed.filter(
                Q(content__calendar=self.pk) | Q(content__targets__contains=[{"calendar": self.pk}])
            ).exists()
        )

    @transaction.atomic
    def remove(self):
        """Delete it when nothing uses it, else retire it: what is counted in it goes on. Whether it was deleted."""
        if self.is_used:
            self.is_active = False
            self.save(update_fields=["is_active"])
            return False
        self.delete()
        Edition.objects.publish()
        return True

    def bring_back(self):
        self.is_active = True
        self.save(update_fields=["is_active"])


class CalendarVersion(models.Model):
    """What a calendar says from `valid_from` on; the first version holds for all time before it, too."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="versions", db_index=False)
    valid_from = models.DateTimeField(_("valid from"), default=timezone.now)
    # As sla/opening_hours.py reads it.
    spec = models.JSONField(_("opening hours"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["calendar", "valid_from", "pk"]
        verbose_name = _("version of a calendar")
        verbose_name_plural = _("versions of a calendar")
        constraints = [
            models.UniqueConstraint(fields=["calendar", "valid_from"], name="one_calendar_version_a_moment")
        ]

    def __str__(self):
        return f"{self.calendar} {self.valid_from:%Y-%m-%d %H:%M}"
