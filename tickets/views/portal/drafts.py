"""What somebody is writing, kept a second after they stop typing."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import signed_in
from core.limits import was_done
from tickets import drafts
from tickets.models import Category, Draft, Ticket


@require_POST
@signed_in
def keep_request(request, category):
    category = get_object_or_404(Category.objects.offered_to(request.user), pk=category)
    return keep(request, "request", category=category)


@require_POST
@signed_in
def keep_reply(request, number):
    ticket = get_object_or_404(Ticket.objects.answerable_by(request.user), number=number)
    return keep(request, "reply", ticket=ticket)


def keep(request, what, **place):
    # A draft that was on its way while the form was sent would come back to life as a ghost.
    if was_done(f"{what}:{request.user.pk}:{request.POST.get('once')}"):
        return HttpResponse()
    drafts.keep(request.user, drafts.typed_in(request.POST), mode=Draft.Mode.REQUEST, **place)
    return HttpResponse(_("Draft saved"))
