"""How an account signs in: by a password, or with a token of the vendor's (OAuth 2.0). Secrets lie sealed."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from channels.models.sealed import HasPassword, sealed
from core.secrets import seal, unseal


class SignsIn(HasPassword):
    """Has a user name and a secret, and for Microsoft 365 and Google a token that ends after an hour."""

    class SignIn(models.TextChoices):
        PASSWORD = "password", _("password")
        MICROSOFT = "microsoft", "Microsoft 365"
        GOOGLE = "google", "Google Workspace"

    # A token is renewed so long before it ends: a conversation that began with it shall not outlive it.
    RENEWED_BEFORE = timedelta(minutes=5)

    user = models.CharField(
        _("user name"),
        max_length=254,
        help_text=_("With Microsoft 365 and Google: the address of the mailbox that is read."),
    )
    sign_in = models.CharField(
        _("sign-in by"),
        max_length=9,
        choices=SignIn,
        default=SignIn.PASSWORD,
        help_text=_("Microsoft 365 takes no passwords any more, and Google only app passwords."),
    )
    tenant = models.CharField(_("directory (tenant) ID"), max_length=100, blank=True)
    client_id = models.CharField(_("application (client) ID"), max_length=100, blank=True)
    # The client secret of Microsoft's application, or Google's whole key file.
    sealed_secret = models.TextField(editable=False, blank=True)
    secret = sealed("sealed_secret")
    sealed_token = models.TextField(editable=False, blank=True)
    token_ends_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def token(self):
        """The token kept from before, or "" when it ends too soon."""
        is_fresh = self.token_ends_at and self.token_ends_at - timezone.now() > self.RENEWED_BEFORE
        return unseal(self.sealed_token) if is_fresh else ""

    def keep_token(self, token, seconds):
        """Use this token for so many seconds; "" drops the one there is."""
        self.sealed_token = seal(token)
        self.token_ends_at = timezone.now() + timedelta(seconds=seconds) if token else None
        self.save(update_fields=["sealed_token", "token_ends_at"])
