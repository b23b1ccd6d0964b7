"""Where words of our mails hold: for one reason, at one desk or all, in one language or all."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import translation

from accounts.models import Desk
from notifications.models import Beside, MailTemplate, Reason
from notifications.usual_words import usual_body, usual_subject


@dataclass
class Place:
    reason: str
    desk: Desk | None = None
    language: str = ""

    @classmethod
    def of(cls, reason, asked):
        """The place that an address names; raises Http404 where there is none."""
        desk, language = asked.get("desk", ""), asked.get("language", "")
        is_known = reason in [*Reason.values, *Beside.values] and language in ("", *dict(settings.LANGUAGES))
        may_be_of_desk = reason in Reason.values and desk.isdecimal() and len(desk) < 10
        found = Desk.objects.filter(pk=desk).first() if may_be_of_desk else None
        if not is_known or (desk and found is None):
            raise Http404
        kinds = Beside if reason in Beside.values else Reason
        return cls(kinds(reason), found, language)

    @cached_property
    def own(self):
        """The MailTemplate of this very place, or None."""
        holding = self.holding
        is_own = holding and (holding.desk_id, holding.language) == (
            self.desk and self.desk.pk,
            self.language,
        )
        return holding if is_own else None

    @cached_property
    def holding(self):
        """The MailTemplate whose words are sent from here, its own or one that holds for more; None: ours."""
        return MailTemplate.objects.fitting(self.reason, self.desk, self.language)

    @property
    def words(self):
        """What the form says at first."""
        if self.holding:
            return {"subject": self.holding.subject or usual_subject(self.reason), "body": self.holding.body}
        with translation.override(self.language or translation.get_language()):
            return {"subject": usual_subject(self.reason), "body": usual_body(self.reason)}

    @property
    def address(self):
        chosen = {"desk": self.desk.pk if self.desk else "", "language": self.language}
        query = urlencode({name: value for name, value in chosen.items() if value})
        return reverse("mail_words:edit", args=[self.reason]) + (f"?{query}" if query else "")

    @property
    def label(self):
        return self.reason.label

    @property
    def desks(self):
        """Those it may be written for; none, where a mail is about no single ticket."""
        if self.reason in Beside.values:
            return Desk.objects.none()
        return Desk.objects.in_use()

    @property
    def languages(self):
        return settings.LANGUAGES

    def blank(self):
        return MailTemplate(reason=self.reason, desk=self.desk, language=self.language)
