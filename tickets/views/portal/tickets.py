"""My tickets, and one of them: the conversation, and the same for paper."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.doors import signed_in
from core.pages import keyset_page
from tickets import drafts
from tickets.forms.answers import told_answers
from tickets.forms.reply import ParticipantForm, ReplyForm
from tickets.models import Draft
from tickets.own_list import OwnList

PAGE = 20


@require_safe
@signed_in
def index(request):
    own = OwnList(request.user, request.GET)
    page = keyset_page(own.rows(), ["-public_updated_at", "-pk"], request.GET.get("page"), size=PAGE)
    own.known.shown(page)
    return render(request, "portal/tickets.html", {"own": own, "page": page})


@require_safe
def show(request, seat):
    return conversation(request, seat)


@require_safe
def print_out(request, seat):
    seat.is_whole = True
    return render(
        request,
        "portal/print.html",
        {"seat": seat, "ticket": seat.ticket, "facts": told_answers(seat.ticket)},
    )


def conversation(request, seat, status=200, **forms):
    """The page of one ticket; `forms` are those that were sent back: reply, reason, participant."""
    seat.is_whole, shown_from = "all" in request.GET, request.GET.get("from", "")
    seat.shown_from = int(shown_from) if shown_from.isdecimal() and len(shown_from) < 18 else 0
    typed = {} if seat.link else drafts.typed_before(seat.user, mode=Draft.Mode.REQUEST, ticket=seat.ticket)
    context = {
        "seat": seat,
        "ticket": seat.ticket,
        "facts": told_answers(seat.ticket),
        "reply": ReplyForm(seat.user, typed=typed),
        "reason": ReplyForm(seat.user),
        "participant": ParticipantForm(),
        **forms,
    }
    return render(request, "portal/ticket.html", context, status=status)
