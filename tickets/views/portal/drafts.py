"""What somebody is writing, kept a second after they stop typing."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import signed_in
from tickets import drafts
from tickets.models import Category, Draft, Ticket


@require_POST
@signed_in
def keep_request(request, category):
    category = get_object_or_404(Category.objects.offered_to(request.user), pk=category)
    drafts.keep(request.user, drafts.typed_in(request.POST), mode=Draft.Mode.REQUEST, category=category)
    return HttpResponse(_("Draft saved"))


@require_POST
@signed_in
def keep_reply(request, number):
    ticket = get_object_or_404(Ticket.objects.answerable_by(request.user), number=number)
    drafts.keep(request.user, drafts.typed_in(request.POST), mode=Draft.Mode.REQUEST, ticket=ticket)
    return HttpResponse(_("Draft saved"))
