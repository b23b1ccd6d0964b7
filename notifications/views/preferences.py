from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.doors import signed_in
from notifications.bell import frame_of
from notifications.forms import PreferencesForm


@require_http_methods(["GET", "POST"])
@signed_in
@transaction.atomic
def edit(request):
    form = PreferencesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("notifications:preferences")
    context = {"form": form, "frame": frame_of(request.user)}
    return render(request, "notifications/preferences.html", context, status=422 if form.errors else 200)
