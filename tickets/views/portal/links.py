"""The signed links in mails: asking for a new one, and making those there are worthless."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import open_to_all
from core.limits import allowed
from tickets.guest_mail import send_links
from tickets.views.portal.doors import demand

AN_HOUR = timedelta(hours=1)


class FollowForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
def follow(request):
    form = FollowForm(request.POST or None)
    if request.method != "POST":
        return render(request, "portal/follow.html", {"form": form})
    if not form.is_valid():
        return render(request, "portal/follow.html", {"form": form}, status=422)
    email = form.cleaned_data["email"].lower()
    ip = get_adapter(request).get_client_ip(request)
    # The answer is the same for everybody; one address gets one such mail an hour, whoever asks.
    if allowed("follow-ip", ip, most=10, per=AN_HOUR) and allowed("follow", email, most=1, per=AN_HOUR):
        send_links(email)
    return render(request, "portal/follow_sent.html", {"email": email})


@require_POST
def revoke(request, seat):
    demand(seat.is_requester)
    seat.revoke_links()
    messages.success(request, _("The links in earlier mails no longer open this request."))
    return redirect(f"{seat.address}#people")
