"""What a person chooses to hear of, and in which words."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.commas import listed
from notifications.models import Beside, MailTemplate, MailWhen, Preference, Reason, Rhythm
from notifications.models.preference import ASKING, HELPING, usual
from notifications.own_words import names_in, stands_alone
from notifications.placeholders import offered


class PreferencesForm(forms.ModelForm):
    """Quiet hours and the hour of the summary, and for each reason a place in the bell and a kind of mail."""

    class Meta:
        model = Rhythm
        fields = ["quiet_from", "quiet_until", "digest_at"]
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            for name in ("quiet_from", "quiet_until", "digest_at")
        }

    def __init__(self, *args, user, **kwargs):
        self.user = user
        rhythm = Rhythm.objects.filter(user=user).first() or Rhythm(user=user)
        super().__init__(*args, instance=rhythm, **kwargs)
        self.chosen = {row.reason: (row.in_bell, row.mail) for row in Preference.objects.filter(user=user)}
        for reason in self.reasons:
            in_bell, mail = self.chosen.get(reason, usual(reason))
            self.fields[f"bell_{reason}"] = forms.BooleanField(
                label=_("In the bell"), required=False, initial=in_bell
            )
            self.fields[f"mail_{reason}"] = forms.ChoiceField(
                label=_("By mail"), choices=MailWhen.choices, initial=mail
            )

    @property
    def reasons(self):
        return [*HELPING, *ASKING] if self.user.is_agent else ASKING

    def rows(self):
        """For the template: each reason with its two fields."""
        return [
            (Reason(reason).label, self[f"bell_{reason}"], self[f"mail_{reason}"]) for reason in self.reasons
        ]

    def clean(self):
        facts = super().clean()
        if (facts.get("quiet_from") is None) != (facts.get("quiet_until") is None):
            missing = "quiet_until" if facts.get("quiet_from") else "quiet_from"
            if missing not in self.errors:
                self.add_error(missing, _("Quiet hours need a beginning and an end."))
        return facts

    def save(self, commit=True):
        rhythm = super().save(commit=commit)
        for reason in self.reasons:
            wanted = (self.cleaned_data[f"bell_{reason}"], self.cleaned_data[f"mail_{reason}"])
            if wanted != self.chosen.get(reason, usual(reason)):
                Preference.objects.update_or_create(
                    user=self.user, reason=reason, defaults={"in_bell": wanted[0], "mail": wanted[1]}
                )
        return rhythm


class WordsForm(forms.ModelForm):
    """Subject and body of the mails for one reason, with placeholders of a closed list."""

    class Meta:
        model = MailTemplate
        fields = ["subject", "body"]
        labels = {"subject": _("Subject"), "body": _("Words")}
        help_texts = {
            "subject": _(
                "The number comes before it. Later mails about the same ticket keep the subject of the first, "
                "so that mail programs hold them together."
            ),
            "body": _(
                "Markdown is formatted. The link, the signature and why one gets the mail follow below."
            ),
        }
        widgets = {
            "subject": forms.TextInput({"dir": "auto"}),
            "body": forms.Textarea({"dir": "auto", "rows": 12}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.placeholders = {one.name: one for one in offered(self.instance.reason)}
        if self.instance.reason in Beside.values:
            self.fields["subject"].help_text = ""
            self.fields["body"].help_text = _("Markdown is formatted. The link or the list follows below.")

    @property
    def typed(self):
        """A MailTemplate of what is filled in, right or wrong; not to be saved."""
        words = {name: str(self[name].value() or "") for name in ("subject", "body")}
        return MailTemplate(reason=self.instance.reason, language=self.instance.language, **words)

    def clean_subject(self):
        known = {name: one for name, one in self.placeholders.items() if one.is_for_subject}
        return self._checked(" ".join(self.cleaned_data["subject"].split()), known)

    def clean_body(self):
        body = self._checked(self.cleaned_data["body"], self.placeholders)
        for name, one in self.placeholders.items():
            if one.is_block and not stands_alone(body, name):
                raise ValidationError(_("%(name)s needs a line of its own.") % {"name": one}, code="alone")
        return body

    def _checked(self, text, known):
        if unknown := [name for name in names_in(text) if name not in known]:
            words = {"name": f"{{{unknown[0]}}}", "known": listed([str(one) for one in known.values()])}
            message = _("%(name)s means nothing here. Known are: %(known)s.") % words
            raise ValidationError(message, code="unknown")
        return text
