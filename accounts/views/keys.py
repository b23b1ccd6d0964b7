"""Taking a passkey away: allauth's page, before which a role that needs a second factor keeps its last one."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.doors import signed_in
from accounts.second_factor import FACTORS


@signed_in
def remove(request, pk):
    """Take one key of the reader away, and say what holds afterwards."""
    key = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN, pk=pk).first()
    if key and not get_adapter().can_delete_authenticator(key):
        words = _("Your role needs a second factor, and this is your only one. Add another one first.")
        messages.warning(request, words)
        return redirect("mfa_list_webauthn")
    answer = remove_webauthn(request, pk=pk)
    if key and not is_mfa_enabled(request.user, FACTORS):
        words = _(
            "No second factor is left: your password alone lets you in. Your recovery codes are gone too."
        )
        messages.info(request, words)
    return answer
