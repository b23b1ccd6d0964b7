"""What admins type about an account that mail is fetched from."""

from django import forms
from django.utils.translation import gettext_lazy as _

from channels.models import Account
from channels.sign_in_form import SignInForm


class AccountForm(SignInForm):
    """An account with its secret, which can be given and never be read again."""

    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept encrypted. Empty: as it was."),
    )

    class Meta:
        model = Account
        fields = [
            "mailbox", "is_active", "protocol", "host", "port", "security", "user", "sign_in", "tenant", "client_id",
            "folder", "takes_old", "afterwards", "move_to", "listens", "expected_every",
        ]  # fmt: skip

    def clean(self):
        asked = super().clean()
        if asked.get("afterwards") == Account.Afterwards.MOVE and not asked.get("move_to"):
            self.add_error("move_to", _("Name the folder it is to be moved to."))
        is_near = asked.get("host") in ("localhost", "127.0.0.1", "::1")
        if asked.get("security") == Account.Security.NONE and not is_near:
            self.add_error("security", _("Without encryption the password could be read on its way."))
        if way := asked.get("sign_in"):
            self.check_secret(asked, way)
        return asked

    def save(self, commit=True):
        # What is typed may have mended it.
        self.instance.attempts = 0
        return super().save(commit)
