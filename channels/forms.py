"""What admins type about mail."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Desk
from channels.models import Letter


class TraceForm(forms.Form):
    """Which mail somebody looks for: nothing typed finds all."""

    text = forms.CharField(
        label=_("Sender, Message-ID or words of the subject"), required=False, max_length=320, strip=True
    )
    fate = forms.ChoiceField(
        label=_("What became of it"),
        required=False,
        choices=[("", pgettext_lazy("mail", "Anything")), *Letter.Fate.choices],
    )
    since = forms.DateField(
        label=_("Arrived on or after"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name == "fate" else "form-control"

    def found(self, letters):
        """Those of a queryset of Letters that fit; all of them while something typed is no answer."""
        if not self.is_valid():
            return letters
        asked = self.cleaned_data
        if fate := asked["fate"]:
            letters = letters.filter(fate=fate)
        if since := asked["since"]:
            letters = letters.filter(arrived_at__date__gte=since)
        if text := asked["text"].replace("\x00", ""):
            of_id = Q(mail_id=text.strip("<> "))
            letters = letters.filter(of_id | Q(sender__iexact=text) | Q(subject__icontains=text))
        return letters


class RescueForm(forms.Form):
    """Who asks, and where, when somebody makes a ticket of a mail that was put aside."""

    address = forms.EmailField(label=_("Who asks: their address"), max_length=254)
    desk = forms.ModelChoiceField(Desk.objects.in_use(), label=_("Desk"))
