"""What a person chooses to hear of."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.models import MailWhen, Preference, Reason, Rhythm
from notifications.models.preference import ASKING, HELPING, usual


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
