"""Ending one's own sessions on other devices, one at a time; all at once is allauth's."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import signed_in


@signed_in
@require_POST
def ending(request, pk):
    """End one session of the reader; somebody else's is not found."""
    get_object_or_404(UserSession, user=request.user, pk=pk).end()
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")
