"""Replies of agents."""

from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from tickets import answering
from tickets.forms.composer import REMEMBERED, ComposerForm
from tickets.models import Conflict, Draft
from tickets.ticket_page import worked_ticket
from tickets.views import notes
from tickets.views.answers import is_beside_list, said, written_again
from tickets.views.onward import onward_from


@agents_only
@require_POST
def create(request, number):
    """Reply, and set the status the pressed button names; 409 when somebody spoke meanwhile."""
    if request.POST.get("mode") == Draft.Mode.NOTE:
        # Whatever button or script sent it: what was written as a note never goes out.
        return notes.create(request, number)
    ticket = worked_ticket(request, number)
    uploads = request.FILES.getlist("files")
    form = ComposerForm(request.POST, uploads, ticket=ticket, by=request.user, mode=Draft.Mode.REPLY)
    if not form.is_valid():
        return written_again(request, ticket, form, status=422)
    onward = onward_from(request, ticket, is_next=form.cleaned_data["is_next"])
    try:
        event = answering.send(ticket, form.answer, by=request.user)
    except Conflict as conflict:
        form.arrived = conflict.events
        return written_again(request, ticket, form, status=409)
    if not is_beside_list(request):
        # The short field offers no choice.
        remember(request, form.cleaned_data)
    return said(request, ticket, event, onward)


def remember(request, facts):
    """The next box offers what this person chose last."""
    chosen = {"then": facts["then"] if facts["then"] in REMEMBERED else "stay", "is_next": facts["is_next"]}
    if request.session.get("composer") != chosen:
        request.session["composer"] = chosen
