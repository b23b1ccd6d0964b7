"""Own words of the house for one kind of mail, for all desks or one, in all languages or one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Desk
from notifications.models.preference import Reason


class Beside(models.TextChoices):
    """Mails that are about no single ticket."""

    DIGEST = "digest", _("What is new on your tickets")
    PASSWORD = "password", _("Choose a new password")
    ADDRESS = "address", _("Please confirm your e-mail address")
    KNOWN = "known", _("You already have an account")
    UNKNOWN = "unknown", _("There is no account with this address")


class MailTemplateQuerySet(models.QuerySet):
    def fitting(self, reason, desk, language):
        """The one that holds for mails for `reason` about tickets of `desk` in `language`; None: the built-in one."""
        of_desk = Q(desk=None) | Q(desk=desk) if desk else Q(desk=None)
        rows = self.filter(of_desk, reason=reason, language__in=["", language])
        return max(rows, key=MailTemplate.rank, default=None)

    def fitting_each(self, notices):
        """{id of a notice: the MailTemplate that fits it or None}, in one statement."""
        desks = {notice.ticket.desk_id for notice in notices}
        reasons = {notice.reason for notice in notices}
        rows = list(self.filter(Q(desk=None) | Q(desk__in=desks), reason__in=reasons)) if notices else []
        return {
            notice.pk: max((row for row in rows if row.fits(notice)), key=MailTemplate.rank, default=None)
            for notice in notices
        }


class MailTemplate(models.Model):
    """Subject and body with placeholders (notifications/own_words.py); the frame around them stays ours."""

    reason = models.CharField(_("reason"), max_length=16, choices=[*Reason.choices, *Beside.choices])
    desk = models.ForeignKey(
        Desk, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("desk")
    )
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("words"), max_length=10_000)

    objects = MailTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["reason", "desk", "language"]
        verbose_name = _("words of a mail")
        verbose_name_plural = _("words of mails")
        constraints = [
            models.UniqueConstraint(
                fields=["reason", "desk", "language"], nulls_distinct=False, name="one_template_a_mail"
            )
        ]

    def __str__(self):
        return " · ".join(str(part) for part in [self.get_reason_display(), *self.place])

    @property
    def place(self):
        """Desk and language in words, where they are said."""
        return [part for part in (self.desk, self.get_language_display()) if part]

    def rank(self):
        """Desk and language, desk, language, neither: the greatest is the most specific."""
        return self.desk_id is not None, self.language != ""

    def fits(self, notice):
        return (
            self.reason == notice.reason
            and self.desk_id in (None, notice.ticket.desk_id)
            and self.language in ("", notice.user.language)
        )
