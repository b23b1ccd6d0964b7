"""allauth's own forms where this house asks for something more of them."""

from allauth.account import forms
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context as current

from accounts.models import User


class SignupForm(forms.SignupForm):
    """Takes as long for an address that is known as for a new one."""

    def try_save(self, request):
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ResetPasswordForm(forms.ResetPasswordForm):
    """Writes only to the address that an account has, never to one that it merely wishes to have."""

    def clean_email(self):
        email = super().clean_email()
        self.users = list(User.objects.filter(email=email.lower(), is_active=True))
        return email


class NewPasswordForm(forms.ResetPasswordKeyForm):
    """Asks once; and whoever opened the link that we mailed has shown that the address is theirs."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]

    def save(self):
        super().save()
        address, _is_new = EmailAddress.objects.get_or_create(user=self.user, email=self.user.email)
        if not address.verified:
            get_adapter().confirm_email(current.request, address)
