"""Adding words and files to a ticket."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.limits import once
from tickets import drafts
from tickets.forms.reply import ReplyForm
from tickets.models import Draft, Group
from tickets.views.portal.doors import demand
from tickets.views.portal.tickets import conversation


@require_POST
def create(request, seat):
    demand(seat.may_reply)
    form = ReplyForm(seat.user, request.POST, request.FILES)
    if not form.is_valid():
        return conversation(request, seat, 422, reply=form)
    if seat.place.group == Group.CLOSED:
        form.add_error(None, closed_words(seat))
        return conversation(request, seat, 422, reply=form)
    said = form.cleaned_data
    try:
        number = once(f"reply:{form.key}", lambda: seat.say(said["body"], said["files"]))
    except ValidationError as trouble:
        form.add_error(None, trouble)
        return conversation(request, seat, 422, reply=form)
    drafts.drop(seat.user, mode=Draft.Mode.REQUEST, ticket=seat.ticket)
    return arrived(request, seat, number, _("Your message is on its way to us."))


def arrived(request, seat, number, words):
    """Show the ticket that the message went to, with `words` unless it is another than they wrote at."""
    if number != seat.ticket.number:
        words = _("Your request was merged into #%(number)s. Your message stands here now, where it goes on.")
    messages.success(request, words % {"number": number})
    return redirect(f"{seat.address_of(number)}#newest")


def closed_words(seat):
    """Why nothing can be added to a closed ticket, and what to do instead."""
    if seat.goes_on_in:
        return _("This request was merged into #%(number)s in the meantime. Please write there.") % {
            "number": seat.goes_on_in.number
        }
    elif seat.merged_into:
        return _("This request has been closed in the meantime. Please ask again.")
    return _("This request has been closed in the meantime. Open it again to continue.")
