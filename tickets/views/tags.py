"""Tags of a ticket: added and removed one by one, so that nobody overwrites another's."""

from django.views.decorators.http import require_http_methods

from accounts.doors import agents_only
from tickets.forms.properties import TagsForm
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, choosing


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number):
    ticket = worked_ticket(request, number)
    form = TagsForm(request.POST or None, ticket=ticket, by=request.user)
    if not form.is_valid():
        return choosing(request, ticket, form, "tickets/_choose_tags.html")
    remove = [form.cleaned_data["remove"]] if form.cleaned_data["remove"] else []
    ticket.tag(by=request.user, add=form.cleaned_data["add"], remove=remove)
    return changed(request, ticket)
