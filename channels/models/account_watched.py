"""How an account is: whether mail still comes, and when somebody has to hear that it does not."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _told
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.numbers import number


class Watched(models.Model):
    """Knows what is wrong with it, if anything is, and says so once."""

    # What passes by itself within this is nobody's business.
    GRACE = timedelta(minutes=15)
    # One that comes and goes is told of no more often than this.
    QUIET = timedelta(hours=6)

    expected_every = models.PositiveSmallIntegerField(
        _("expect mail at least every so many hours"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
        help_text=_("Administrators hear of it when none comes for so long. Empty: silence is no trouble."),
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    last_mail_at = models.DateTimeField(_("last mail"), null=True, editable=False)
    # How many letters lay there still when it was last looked, and since when the oldest of them does.
    waiting = models.PositiveIntegerField(default=0, editable=False)
    behind_since = models.DateTimeField(null=True, editable=False)
    is_alarming = models.BooleanField(default=False, editable=False)
    alarmed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def complaint(self, now):
        """What is wrong with it for too long already, in words; "" when it is well."""
        if self.failing_since and now - self.failing_since > self.GRACE:
            return self.trouble
        if self.behind_since and now - self.behind_since > self.GRACE:
            words = ngettext(
                "%(count)s mail waits on the server still.",
                "%(count)s mails wait on the server still.",
                self.waiting,
            )
            return words % {"count": number(self.waiting)}
        heard_at = self.last_mail_at or self.added_at
        if self.expected_every and now - heard_at > timedelta(hours=self.expected_every):
            words = ngettext(
                "No mail has come for more than %(count)s hour.",
                "No mail has come for more than %(count)s hours.",
                self.expected_every,
            )
            return words % {"count": number(self.expected_every)}
        if self.fetched_at and now - self.fetched_at > self.GRACE and not self.failing_since:
            return _told("No worker fetches from it.")
        return ""

    def begin_alarm(self):
        """Whether its trouble is new to everybody: of several workers one gets True, and no more often than QUIET."""
        rows = type(self).objects.filter(pk=self.pk, is_alarming=False)
        loud = models.Q(alarmed_at=None) | models.Q(alarmed_at__lt=Now() - self.QUIET)
        is_told = rows.filter(loud).update(is_alarming=True, alarmed_at=Now())
        rows.update(is_alarming=True)
        return bool(is_told)

    def end_alarm(self):
        """It is well again."""
        type(self).objects.filter(pk=self.pk, is_alarming=True).update(is_alarming=False)
