"""What a person sees and changes about themselves."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.doors import signed_in
from accounts.forms import ProfileForm
from accounts.models import User
from accounts.views.wishes import remember


@signed_in
def profile(request):
    """The own profile: form, what others keep about one, and the ways to password, address and second factor."""
    # A copy of the row: a refused form must not change how this very page greets its reader.
    user = User.objects.select_related("organization", "department").get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(user.language):
            messages.success(request, _("Your profile is saved."))
        return remember(redirect("accounts:profile"), theme=user.theme, language=user.language)
    coming = EmailAddress.objects.get_new(request.user)
    return render(
        request,
        "accounts/profile.html",
        {
            "form": form,
            "person": user,
            "coming_address": coming if coming and coming.email != user.email else None,
        },
        status=422 if form.errors else 200,
    )
