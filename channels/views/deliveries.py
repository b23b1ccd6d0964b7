"""What agents do about mail that did not arrive: send it once more, or write to an address again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from channels import returned
from channels.models import Outgoing, Suppression
from core.bell import ring_later
from tickets.ticket_page import worked_ticket


@agents_only
@require_POST
def send_again(request, number, pk):
    """The mail of this ticket with the id `pk` came back, and goes to the address they have now."""
    ticket = worked_ticket(request, number)
    row = get_object_or_404(Outgoing.objects.filter(ticket=ticket), pk=pk)
    if returned.send_again(row, by=request.user):
        ring_later("channels.tasks.deliver", row.pk)
        messages.success(request, _("The mail will be sent again within seconds."))
    else:
        messages.info(request, _("This mail has been sent again already."))
    return redirect(ticket)


@agents_only
@require_POST
def lift(request, number):
    """The requester's address is written to again."""
    ticket = worked_ticket(request, number)
    Suppression.objects.against(ticket.requester.email, is_automatic=True).lift(request.user)
    messages.success(request, _("This address is written to again."))
    return redirect(ticket)
