"""What a person wants to hear of, where, and when. Without a row the usual choice of the house holds."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why somebody hears of an event."""

    ACKNOWLEDGED = "acknowledged", _("My request has arrived")
    ANSWERED = "answered", _("Somebody answered my request")
    WAITING = "waiting", _("My answer is needed")
    RESOLVED = "resolved", _("My request is solved")
    CLOSED = "closed", _("My request is closed")
    REOPENED = "reopened", _("My request is worked on again")
    INVITED = "invited", _("I was added to a request")
    DELAYED = "delayed", _("My request takes longer than promised")
    ESCALATED = "escalated", _("A request of my organization takes longer than promised")
    ASSIGNED = "assigned", _("A ticket is given to me")
    MENTIONED = "mentioned", _("A colleague mentions me")
    HEARD = "heard", _("The requester writes on my ticket")
    OUTCOME = "outcome", _("The requester accepts, refuses or reopens my ticket")
    PROMISE = "promise", _("A promise of mine is soon due or broken")
    TEAM = "team", _("Something new for my team that is nobody's yet")
    FOLLOWED = "followed", _("Anything else on tickets I follow or work on")


ASKING = [
    Reason.ACKNOWLEDGED, Reason.ANSWERED, Reason.WAITING, Reason.RESOLVED, Reason.CLOSED, Reason.REOPENED,
    Reason.INVITED, Reason.DELAYED, Reason.ESCALATED,
]  # fmt: skip
HELPING = [
    Reason.ASSIGNED, Reason.MENTIONED, Reason.HEARD, Reason.OUTCOME, Reason.PROMISE, Reason.TEAM, Reason.FOLLOWED,
]  # fmt: skip
# Not meant for this one person: shown beside, never counted.
BYSTANDING = [Reason.TEAM, Reason.FOLLOWED]


class MailWhen(models.TextChoices):
    NEVER = "never", _("No mail")
    AT_ONCE = "at_once", _("Mail at once")
    DIGEST = "digest", _("In my daily summary")


USUAL = {
    Reason.ACKNOWLEDGED: (False, MailWhen.AT_ONCE),
    Reason.TEAM: (True, MailWhen.NEVER),
    Reason.FOLLOWED: (True, MailWhen.DIGEST),
}
USUAL_OTHERWISE = (True, MailWhen.AT_ONCE)


def usual(reason):
    """(in the bell, when by mail) for a person who chose nothing."""
    return USUAL.get(reason, USUAL_OTHERWISE)


class PreferenceQuerySet(models.QuerySet):
    def end_summary(self, user):
        """From now on nothing comes to `user` by the daily summary; all else stays as they chose."""
        chosen = {row.reason: row for row in self.filter(user=user)}
        for reason in Reason:
            in_bell, mail = usual(reason)
            row = chosen.get(reason) or Preference(user=user, reason=reason, in_bell=in_bell, mail=mail)
            if row.mail == MailWhen.DIGEST:
                row.mail = MailWhen.NEVER
                row.save()


class Preference(models.Model):
    """One person's choice for one reason."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=16, choices=Reason)
    in_bell = models.BooleanField(_("in the bell"), default=True)
    mail = models.CharField(_("by mail"), max_length=8, choices=MailWhen, default=MailWhen.AT_ONCE)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice preference")
        verbose_name_plural = _("notice preferences")
        constraints = [models.UniqueConstraint(fields=["user", "reason"], name="one_preference_a_reason")]

    def __str__(self):
        return f"{self.user}: {self.get_reason_display()}"


class Rhythm(models.Model):
    """When a person wants no mail, and when they want the daily summary; both in their own time zone."""

    DIGEST_AT = time(8, 0)

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    quiet_from = models.TimeField(_("no mail from"), null=True, blank=True)
    quiet_until = models.TimeField(_("no mail until"), null=True, blank=True)
    digest_at = models.TimeField(_("daily summary at"), default=DIGEST_AT)

    class Meta:
        verbose_name = _("rhythm of notices")
        verbose_name_plural = _("rhythms of notices")

    def __str__(self):
        return f"{self.user}: {self.quiet_from}–{self.quiet_until}"

    def mail_at(self, when, now):
        """The moment from `now` at which a mail that is wanted `when` may go; None for never."""
        if when == MailWhen.NEVER:
            return None
        return self.after_quiet(self._next(self.digest_at, now) if when == MailWhen.DIGEST else now)

    def after_quiet(self, moment):
        """`moment` itself, or the end of the quiet hours it falls into. They may reach over midnight."""
        begin, end = self.quiet_from, self.quiet_until
        if begin is None or end is None or begin == end:
            return moment
        at = self._local(moment).time()
        is_quiet = begin <= at < end if begin < end else at >= begin or at < end
        return self._next(end, moment) if is_quiet else moment

    def _next(self, clock, moment):
        local = self._local(moment)
        day = local.date() if local.time() < clock else local.date() + timedelta(days=1)
        return datetime.combine(day, clock, tzinfo=local.tzinfo)

    def _local(self, moment):
        return moment.astimezone(ZoneInfo(self.user.time_zone))
