"""One ticket: its page, its fragments, a new one, and the sheet that is printed."""

from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_http_methods

from accounts.doors import agents_only
from tickets.filters import Selection, neighbours
from tickets.forms.creation import CreationForm
from tickets.ticket_page import TicketPage, worked_ticket


@agents_only
@require_GET
def show(request, number):
    """The whole page."""
    return render(request, "tickets/ticket.html", {"page": TicketPage(request, number)})


@agents_only
@require_GET
def timeline(request, number):
    """The conversation alone; 304 while nothing has happened (RFC 9110, section 13.1.2)."""
    page = TicketPage(request, number)
    if request.headers.get("If-None-Match") == page.tag:
        response = render(request, "tickets/_nothing.html", status=304)
    else:
        response = render(request, "tickets/_live.html", {"page": page})
    response["ETag"] = page.tag
    patch_vary_headers(response, ["HX-Request"])
    return response


@agents_only
@require_GET
def position(request, number):
    """Where the ticket stands in the list it was opened from, with the ways to those beside it."""
    ticket = worked_ticket(request, number)
    place = request.GET.get("in", "")
    beside = neighbours(Selection.of_place(request.user, place), ticket)
    return render(request, "tickets/_position.html", {"ticket": ticket, "beside": beside, "place": place})


@agents_only
@require_http_methods(["GET", "POST"])
def create(request):
    """A ticket for somebody who called, wrote or came by."""
    if request.method == "POST" and "choose" not in request.POST:
        form = CreationForm(request.POST, request.FILES, by=request.user)
        if form.is_valid():
            return redirect(form.open())
    else:
        form = CreationForm(initial=request.POST or request.GET, by=request.user)
    status = 422 if form.is_bound else 200
    part = {"person": "tickets/_create_person.html", "answers": "tickets/_create_answers.html"}
    if request.GET.get("part") in part:
        return render(request, part[request.GET["part"]], {"form": form})
    return render(request, "tickets/ticket_create.html", {"form": form}, status=status)


@agents_only
@require_GET
def print_sheet(request, number):
    """The ticket on paper: facts and public words; notes only when asked for."""
    page = TicketPage(request, number)
    with_notes = "notes" in request.GET
    messages = (
        page.ticket.messages.filter(withdrawn_at=None)
        .select_related("author")
        .prefetch_related("attachments")
    )
    if not with_notes:
        messages = messages.public()
    context = {"page": page, "messages_to_print": messages, "with_notes": with_notes}
    return render(request, "tickets/ticket_print.html", context)
