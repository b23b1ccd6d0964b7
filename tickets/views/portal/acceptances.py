"""My problem is solved."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tickets.views.portal.doors import demand


@require_POST
def create(request, seat):
    demand(seat.is_requester)
    if seat.ticket.is_open:
        seat.ticket.close(by=seat.user)
    else:
        seat.ticket.accept(by=seat.user)
    messages.success(request, _("We are glad. If it comes back, open this request again below."))
    return redirect(seat.address)
