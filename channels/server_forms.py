"""What admins type about servers that mail leaves by, and about those that bring it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from channels.email.providers import PROVIDERS, are_offered
from channels.models import Inlet, Transport
from channels.sign_in_form import SignIn, SignInForm

NEAR = ("localhost", "127.0.0.1", "::1")


def secret_field(label):
    """A secret that can be given and never be read again."""
    return forms.CharField(
        label=label,
        required=False,
        strip=True,
        max_length=4000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept encrypted. Empty: as it was."),
    )


class TransportForm(SignInForm):
    """A server with its password or what its vendor gives tokens for, or a provider with its key."""

    password = secret_field(_("Password, or key of the provider"))
    signing_key = secret_field(_("Key that reports are signed with"))

    class Meta:
        model = Transport
        fields = [
            "name", "way", "is_active", "host", "port", "security", "user", "sign_in", "tenant", "client_id",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not are_offered():
            kept = {Transport.Way.SMTP, self.instance.way}
            self.fields["way"].choices = [one for one in Transport.Way.choices if one[0] in kept]

    def clean(self):
        asked = super().clean()
        provider = PROVIDERS.get(asked.get("way"))
        if provider:
            asked["sign_in"] = SignIn.PASSWORD
            self._check_provider(asked, provider)
        else:
            self._check_server(asked)
        if asked.get("sign_in") == SignIn.PASSWORD and self._leads_elsewhere() and not asked.get("password"):
            self.add_error("password", _("It was given for another server: type it again."))
        return asked

    def _check_server(self, asked):
        if not asked.get("host"):
            self.add_error("host", _("Which server?"))
        if asked.get("security") == Transport.Security.NONE and asked.get("host") not in NEAR:
            self.add_error("security", _("Without encryption the password could be read on its way."))
        if asked.get("sign_in") != SignIn.PASSWORD:
            self._check_token(asked)
        elif asked.get("user") and not (asked.get("password") or self.instance.sealed_password):
            self.add_error("password", _("Without a password nobody is let in."))

    def _check_token(self, asked):
        if not asked.get("user"):
            self.add_error("user", self.fields["user"].error_messages["required"])
        if way := asked.get("sign_in"):
            self.check_secret(asked, way)

    def _check_provider(self, asked, provider):
        if not (asked.get("password") or self.instance.sealed_password):
            self.add_error("password", _("The provider wants a key."))
        if asked.get("signing_key") and not provider.has_signing_key:
            self.add_error("signing_key", _("This provider signs nothing."))

    def _leads_elsewhere(self):
        return self.instance.sealed_password and {"way", "host"} & set(self.changed_data)

    def save(self, commit=True):
        if typed := self.cleaned_data.get("signing_key"):
            self.instance.signing_key = typed
        if self.instance.has_token:
            # No password is left to be carried anywhere.
            self.cleaned_data["password"], self.instance.sealed_password = "", ""
        return super().save(commit)


class InletForm(forms.ModelForm):
    """An address that mail is brought to."""

    signing_key = secret_field(_("Signing key of Mailgun"))

    class Meta:
        model = Inlet
        fields = ["mailbox", "way", "is_active"]

    def clean(self):
        asked = super().clean()
        known = asked.get("signing_key") or self.instance.sealed_signing_key
        if asked.get("way") == Inlet.Way.MAILGUN and not known:
            self.add_error("signing_key", _("Without it nobody could prove that mail is from there."))
        return asked

    def save(self, commit=True):
        if typed := self.cleaned_data.get("signing_key"):
            self.instance.signing_key = typed
        return super().save(commit)
