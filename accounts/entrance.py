"""allauth's own forms where this house asks for something more of them."""

import uuid

from allauth.account import forms
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context as current
from django.db import transaction

from accounts.models import User


class SignupForm(forms.SignupForm):
    """Takes as long for an address that is known as for a new one."""

    def try_save(self, request):
        if self.account_already_exists:
            self._rehearse(request)
        return super().try_save(request)

    def _rehearse(self, request):
        # The same work as for a new account, under an address that nobody can have, and taken back again.
        known = self.cleaned_data["email"]
        self.cleaned_data["email"] = f"{uuid.uuid4().hex}@rehearsal.invalid"
        self.account_already_exists = False
        with transaction.atomic():
            self.save(request)
            transaction.set_rollback(True)
        self.cleaned_data["email"], self.account_already_exists = known, True


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
