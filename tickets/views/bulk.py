"""One change for the tickets selected in a list: first what exactly, then the change, and for a while its undoing."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import agents_only
from accounts.models import Team, User
from core.htmx import is_htmx
from tickets.bulk import CHANGES, MOST, change_all, undo_all
from tickets.filters import Selection
from tickets.models import OPEN_GROUPS, Priority, ResolutionCode, SavedView, Status, Ticket

UNDO_SECONDS = 60


@require_POST
@agents_only
def bulk(request):
    action = request.POST.get("do", "")
    if action not in CHANGES:
        return HttpResponseBadRequest(_("There is no such change."))
    selection = Selection.of(request.user, QueryDict(request.POST.get("list", "")[:4000]))
    tickets = chosen(request, selection)
    if not tickets:
        messages.info(request, _("Select at least one ticket first."))
        return redirect(selection.url)
    if len(tickets) < CHANGES[action].least:
        messages.info(request, _("Select at least two tickets to merge them."))
        return redirect(selection.url)
    if CHANGES[action].needs_choice and not request.POST.get("value"):
        return choose(request, action, selection, tickets)
    try:
        change = CHANGES[action](request.POST, request.user)
    except ValidationError as error:
        return choose(request, action, selection, tickets, problem=error.messages[0])
    outcome = change_all(tickets, action, change, seen_at=moment(request.POST.get("seen", "")))
    return tell(request, selection.url, outcome)


@require_POST
@agents_only
def undo(request):
    result = fresh_result(request)
    place = request.POST.get("list", "")[:4000]
    selection = Selection.of(request.user, QueryDict(place))
    if not result or not result["events"]:
        messages.info(request, _("It is too late to take this back."))
        return redirect(selection.url)
    if result["action"] == "view":
        SavedView.objects.create(owner=request.user, **result["events"][0])
        keep_result(request, {"action": "view", "text": _("The view is back."), "skipped": [], "events": []})
        return redirect(selection.url)
    return tell(request, selection.url, undo_all(result["events"], by=request.user))


def chosen(request, selection):
    """The selected tickets this person works on; or, when asked for, all in the list up to the limit."""
    if request.POST.get("all"):
        rows = selection.sort.prepared(selection.tickets()).order_by(*selection.sort.order)
        return list(rows.select_related("desk")[:MOST])
    ids = [
        int(value) for value in request.POST.getlist("ticket")[:MOST] if value.isdigit() and len(value) < 18
    ]
    return list(
        Ticket.objects.worked_by(request.user).filter(pk__in=ids).select_related("desk").order_by("pk")
    )


def choose(request, action, selection, tickets, problem=""):
    """The second question of a change: to whom, which status, what tag."""
    context = {
        "action": action,
        "selection": selection,
        "tickets": tickets,
        "is_all": bool(request.POST.get("all")),
        "seen": request.POST.get("seen", ""),
        "options": offered(action, request.user, tickets),
        "problem": problem,
    }
    template = "tickets/_bulk_choice.html" if is_htmx(request) else "tickets/bulk_choice.html"
    return render(request, template, context, status=422 if problem else 200)


def offered(action, user, tickets):
    """Value and words of what may be chosen for `action` on `tickets`."""
    desks = [desk.pk for desk in user.desks]
    if action == "assign":
        colleagues = User.objects.staff().filter(teams__desk__in=desks).exclude(pk=user.pk).distinct()
        return [("me", _("Me")), ("nobody", _("Nobody")), *((each.pk, str(each)) for each in colleagues)]
    elif action == "hand_over":
        return [(team.pk, f"{team} · {team.desk}") for team in Team.objects.in_use().select_related("desk")]
    elif action == "status":
        return [(each.pk, str(each)) for each in Status.objects.in_use().filter(group__in=OPEN_GROUPS)]
    elif action == "priority":
        return Priority.choices
    elif action == "merge":
        return [(ticket.pk, f"\u200e{ticket}") for ticket in tickets if ticket.is_open]
    elif action == "resolve":
        return [(code.pk, str(code)) for code in ResolutionCode.objects.filter(is_active=True)]
    return []


def tell(request, url, outcome):
    keep_result(request, outcome.as_json())
    return redirect(url)


def keep_result(request, result):
    """Let the next list say what came of a change, and offer to take it back."""
    request.session["bulk"] = {**result, "at": timezone.now().timestamp()}


def fresh_result(request):
    """What the last bulk change of this session came to, as long as it can be taken back; else None."""
    result = request.session.get("bulk")
    if result and timezone.now().timestamp() - result["at"] < UNDO_SECONDS:
        return result
    return None


def moment(text):
    """The moment an ISO 8601 `text` names, else now."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return timezone.now()
    return found if timezone.is_aware(found) and 1970 <= found.year <= 2200 else timezone.now()
