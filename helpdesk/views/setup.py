"""Setup: the first steps of a new house, and everything that can be set, by job."""

from django.contrib import messages
from django.core.mail import send_mail
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.doors import admins_only
from helpdesk import setup, setup_cards


@require_GET
@admins_only
def show(request):
    counts = setup.counted()
    steps = setup.steps(counts)
    done = sum(step.is_done for step in steps)
    return render(
        request, "helpdesk/setup.html", {"steps": steps, "done": done, "jobs": setup_cards.jobs(counts)}
    )


@require_POST
@admins_only
def test_mail(request):
    """Write a mail to whoever asks for it; the page of outgoing mail says what became of it."""
    subject = _("A test mail of your helpdesk")
    send_mail(subject, _("If you can read this, mail goes out."), None, [request.user.email])
    messages.success(request, _("A mail to %(address)s is on its way.") % {"address": request.user.email})
    return redirect("channels:sent")
