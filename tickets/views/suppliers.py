"""What lies with suppliers: sending it, and saying what they said."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import agents_only
from tickets.forms.properties import SupplierForm
from tickets.ticket_page import worked_ticket
from tickets.views.answers import changed, choosing, refused


@agents_only
@require_http_methods(["GET", "POST"])
def create(request, number):
    """Send the ticket to a supplier of its desk."""
    ticket = worked_ticket(request, number)
    form = SupplierForm(request.POST or None, ticket=ticket, by=request.user)
    if not form.is_valid():
        return choosing(request, ticket, form, "tickets/_choose_supplier.html")
    facts = form.cleaned_data
    try:
        ticket.send_to_supplier(
            facts["supplier"], by=request.user, reference=facts["reference"], reason=facts["reason"]
        )
    except ValidationError as trouble:
        return refused(request, ticket, trouble.messages)
    return changed(request, ticket)


@agents_only
@require_POST
def wait(request, number, pk):
    """They need something of us."""
    ticket, case = case_at(request, number, pk)
    ticket.supplier_waits(case, by=request.user)
    return changed(request, ticket)


@agents_only
@require_POST
def resume(request, number, pk):
    """They have what they needed."""
    ticket, case = case_at(request, number, pk)
    ticket.supplier_goes_on(case, by=request.user)
    return changed(request, ticket)


@agents_only
@require_POST
def give_back(request, number, pk):
    """They gave it back."""
    ticket, case = case_at(request, number, pk)
    ticket.returned_by_supplier(case, by=request.user)
    return changed(request, ticket)


def case_at(request, number, pk):
    ticket = worked_ticket(request, number)
    return ticket, get_object_or_404(ticket.supplier_cases.select_related("team"), pk=pk)
