"""Internal notes."""

from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from tickets import answering
from tickets.forms.composer import ComposerForm
from tickets.models import Draft
from tickets.ticket_page import worked_ticket
from tickets.views.answers import said, written_again


@agents_only
@require_POST
def create(request, number):
    """Add words for agents only; colleagues called by @ are told."""
    ticket = worked_ticket(request, number)
    uploads = request.FILES.getlist("files")
    form = ComposerForm(request.POST, uploads, ticket=ticket, by=request.user, mode=Draft.Mode.NOTE)
    if not form.is_valid():
        return written_again(request, ticket, form, status=422)
    event = answering.note(ticket, form.cleaned_data["body"], by=request.user, files=form.files)
    return said(request, ticket, event)
