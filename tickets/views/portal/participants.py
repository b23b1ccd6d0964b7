"""Who else reads a ticket: brought in and sent away by the requester."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.directory import introduce
from core.limits import allowed
from tickets.forms.reply import ParticipantForm
from tickets.models import GuestLink
from tickets.views.portal.doors import demand
from tickets.views.portal.tickets import conversation

MOST_AN_HOUR = 20


@require_POST
def create(request, seat):
    demand(seat.is_requester)
    form = ParticipantForm(request.POST)
    if not form.is_valid():
        return conversation(request, seat, 422, participant=form)
    if not allowed("participant", seat.user.pk, most=MOST_AN_HOUR, per=timedelta(hours=1)):
        form.add_error("email", _("You have added many people in a short time. Please try again in an hour."))
        return conversation(request, seat, 429, participant=form)
    person = introduce(form.cleaned_data["email"], language=seat.user.language)
    seat.ticket.add_participant(person, by=seat.user, may_reply=form.cleaned_data["may_reply"])
    GuestLink.objects.for_person(seat.ticket, person)
    messages.success(request, _("They can read this request now."))
    return redirect(f"{seat.address}#people")


@require_POST
def remove(request, seat, user):
    demand(seat.is_requester or seat.user.pk == user)
    part = get_object_or_404(seat.ticket.participants.select_related("user"), user=user)
    seat.ticket.remove_participant(part.user, by=seat.user)
    messages.success(request, _("They can no longer read this request."))
    return redirect(f"{seat.address}#people" if seat.is_requester else "portal:tickets")
