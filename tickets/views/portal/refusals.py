"""It is not solved: saying what still fails, or opening a closed ticket again."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.limits import once
from tickets.forms.reply import ReplyForm
from tickets.views.portal.doors import demand
from tickets.views.portal.replies import arrived
from tickets.views.portal.tickets import conversation


@require_POST
def create(request, seat):
    return go_on(request, seat, "refuse")


@require_POST
def reopen(request, seat):
    return go_on(request, seat, "begin_again")


def go_on(request, seat, verb):
    demand(seat.may_reply)
    form = ReplyForm(seat.user, request.POST, request.FILES)
    if not form.is_valid():
        return conversation(request, seat, 422, reason=form)
    said = form.cleaned_data
    try:
        number = once(f"{verb}:{form.key}", lambda: getattr(seat, verb)(said["body"], said["files"]))
    except ValidationError as trouble:
        form.add_error(None, trouble)
        return conversation(request, seat, 422, reason=form)
    return arrived(request, seat, number, _("Thank you. We are working on it again."))
