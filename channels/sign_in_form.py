"""What admins type about signing in at a vendor's: a secret of its own for each way."""

import json
import re

from django import forms
from django.utils.translation import gettext_lazy as _

from channels.models.account_sign_in import SignsIn

SignIn = SignsIn.SignIn
# What stands in an address of Microsoft's: a GUID, or the name of a domain.
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
# Who gets the secret, and what it is good for.
WHOSE_SECRET = ("host", "sign_in", "user", "tenant", "client_id")
PLACES = {SignIn.PASSWORD: "password", SignIn.MICROSOFT: "client_secret", SignIn.GOOGLE: "key_file"}
MISSING = {
    "password": _("Without a password nobody is let in."),
    "client_secret": _("Without a client secret Microsoft gives no token."),
    "key_file": _("Without a key file Google gives no token."),
}


class SignInForm(forms.ModelForm):
    """A SignsIn with its secret, which can be given and never be read again."""

    client_secret = forms.CharField(
        label=_("Client secret"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Its value, not its ID. Kept encrypted. Empty: as it was."),
    )
    key_file = forms.CharField(
        label=_("Key file"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
        help_text=_("The text of the JSON file that Google gave you. Kept encrypted. Empty: as it was."),
    )

    def check_secret(self, asked, way):
        """Say what is missing for the way to sign in, or must be typed again for another server."""
        place = PLACES[way]
        if not asked.get(place):
            self._check_kept(place, way)
        elif way == SignIn.GOOGLE and not is_key_file(asked["key_file"]):
            self.add_error("key_file", _("This is not the key file (JSON) of a Google service account."))
        for name in ("tenant", "client_id") if way == SignIn.MICROSOFT else ():
            if not IDENTIFIER.fullmatch(asked.get(name) or ""):
                self.add_error(name, _("Copy this ID from the page of the application in Microsoft Entra."))

    def _check_kept(self, place, way):
        kept = self.instance.sealed_password if way == SignIn.PASSWORD else self.instance.sealed_secret
        if not kept or ("sign_in" in self.changed_data and way != SignIn.PASSWORD):
            self.add_error(place, MISSING[place])
        elif "host" in self.changed_data:
            # Who can only change the server shall not have the password sent to one of their own.
            self.add_error(place, _("It goes to another server now: type it again."))

    def save(self, commit=True):
        typed = self.cleaned_data
        if typed.get("password"):
            self.instance.password = typed["password"]
        way = typed["sign_in"]
        secret = way != SignIn.PASSWORD and typed.get(PLACES[way])
        if secret:
            self.instance.secret = secret
        if secret or set(WHOSE_SECRET) & set(self.changed_data):
            self.instance.sealed_token, self.instance.token_ends_at = "", None
        return super().save(commit)


def is_key_file(text):
    """Whether a text is what Google gives for a service account."""
    try:
        facts = json.loads(text)
    except ValueError:
        return False
    return isinstance(facts, dict) and all(facts.get(name) for name in ("client_email", "private_key"))
