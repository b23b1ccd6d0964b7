"""What agents have typed and not sent."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from core.moments import Almanac
from tickets import agent_drafts
from tickets.forms.files import loose_files
from tickets.models import Draft
from tickets.ticket_page import worked_ticket


@agents_only
@require_POST
def create(request, number):
    """Keep the draft of one mode; answers when it was kept."""
    ticket = worked_ticket(request, number)
    mode = Draft.Mode.NOTE if request.POST.get("mode") == Draft.Mode.NOTE else Draft.Mode.REPLY
    files = loose_files(request.POST.getlist("attachments"), by=request.user)
    kept = agent_drafts.keep(
        ticket, request.user, mode, request.POST.get("body", ""), [file.key for file in files]
    )
    if kept is None:
        return HttpResponse("")
    return HttpResponse(
        _("Draft saved %(time)s") % {"time": Almanac().clock(timezone.now())}, content_type="text/plain"
    )


@agents_only
@require_POST
def discard(request, number):
    """Throw the drafts on this ticket away."""
    ticket = worked_ticket(request, number)
    for mode in (Draft.Mode.REPLY, Draft.Mode.NOTE):
        agent_drafts.forget(ticket, request.user, mode)
    return redirect(ticket)
