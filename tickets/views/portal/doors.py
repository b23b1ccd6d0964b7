"""The two ways to a ticket on the requester's side: signed in and by number, or by the signed link in a mail."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers

from accounts.doors import open_to_all, signed_in
from tickets.known import as_known
from tickets.models import GuestLink, Ticket
from tickets.seats import Seat


def by_number(view):
    """Let the signed-in in to `view(request, seat)`; what they may not see does not exist."""

    @wraps(view)
    def opened(request, number, **more):
        tickets = Ticket.objects.visible_to(request.user)
        tickets = tickets.select_related("status", "category", "desk", "requester", "team")
        ticket = as_known(get_object_or_404(tickets, number=number))
        return view(request, Seat(ticket, request.user), **more)

    return signed_in(opened)


def by_link(view):
    """Let a guest in to `view(request, seat)` of the one ticket their link opens, as long as it does."""

    @wraps(view)
    def opened(request, token):
        seat = seat_of_guest(token)
        response = view(request, seat) if seat else render(request, "portal/guest_gone.html", status=404)
        # The address is the key: it is neither kept nor told to others. "no-referrer" would also take the origin
        # from our own forms, which the check against forged requests needs (Fetch, "append a request Origin").
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        add_never_cache_headers(response)
        return response

    return open_to_all(opened)


def seat_of_guest(token):
    """The seat that a living link opens, or None; who has lost their part in the ticket has lost the link, too."""
    link = GuestLink.objects.opened_by(token)
    if link is None or not link.user.is_active:
        return None
    if not Ticket.objects.asked_by(link.user).filter(pk=link.ticket_id).exists():
        return None
    return Seat(as_known(link.ticket), link.user, link, token)


def demand(is_allowed):
    """Refuse insiders without the right (403)."""
    if not is_allowed:
        raise PermissionDenied
