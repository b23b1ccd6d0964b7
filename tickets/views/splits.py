"""Making a ticket of one message."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.doors import agents_only
from tickets.forms.properties import SplitForm
from tickets.splitting import split_off
from tickets.ticket_page import worked_ticket
from tickets.views.answers import choosing, refused


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number, pk):
    """Ask for subject and category, then open the new ticket and lead there."""
    ticket = worked_ticket(request, number)
    message = get_object_or_404(ticket.messages.select_related("author"), pk=pk)
    form = SplitForm(request.POST or None, ticket=ticket, by=request.user)
    form.message = message
    if not form.is_valid():
        return choosing(request, ticket, form, "tickets/_choose_split.html")
    facts = form.cleaned_data
    try:
        new = split_off(message, subject=facts["subject"], category=facts["category"], by=request.user)
    except ValidationError as trouble:
        return refused(request, ticket, trouble.messages)
    return redirect(new)
