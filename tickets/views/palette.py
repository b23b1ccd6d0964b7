"""The palette: what one may go to or do, while one types. Answers with options for a list box."""

from urllib.parse import urlsplit

from django.http import Http404
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.doors import agents_only
from accounts.models import User
from tickets import search
from tickets.arrangements import Arrangements
from tickets.folding import fold, words_of
from tickets.models import ReadMark, Ticket
from tickets.queues import BUILT_IN, saved_queue

MOST_TICKETS = 7
MOST_COLLEAGUES = 4


@require_GET
@agents_only
def palette(request):
    text = request.GET.get("q", "").replace("\x00", " ").strip()[:200]
    ticket = ticket_of(request.user, request.GET.get("from", ""))
    context = {
        "text": text,
        "ticket": ticket,
        "exact": search.by_number(request.user, text),
        "found": search.find(request.user, text, most=MOST_TICKETS) if len(text) > 1 else None,
        "recent": [] if text else recent(request.user),
        "colleagues": colleagues(ticket, text) if ticket and text else [],
        "commands": [command for command in commands(request.user, ticket) if fits(command, text)],
    }
    return render(request, "tickets/_palette.html", context)


def commands(user, ticket):
    """What can be done from anywhere: words, icon, and either an address or what to press on the page."""
    if ticket:
        yield {"words": _("Take this ticket"), "icon": "user-check", "press": '[data-key="i"]'}
        yield {"words": _("Reply"), "icon": "message", "press": '[data-key="r"]'}
        yield {"words": _("Write an internal note"), "icon": "note", "press": '[data-key="n"]'}
    queues = [*BUILT_IN.values(), *map(saved_queue, Arrangements(user).saved_views)]
    for queue in queues:
        url = f"{reverse('tickets:queue')}?view={queue.slug}"
        yield {"words": queue.label, "icon": queue.icon or "bookmark", "href": url, "is_view": True}
    yield {"words": _("New ticket"), "icon": "plus", "href": reverse("tickets:create")}
    yield {"words": _("New view"), "icon": "bookmark", "href": reverse("tickets:view_new")}
    yield {"words": _("Theme: light"), "icon": "sun", "press": '#theme-menu [value="light"]'}
    yield {"words": _("Theme: dark"), "icon": "moon", "press": '#theme-menu [value="dark"]'}
    yield {"words": _("Profile and settings"), "icon": "user-circle", "href": reverse("accounts:profile")}
    yield {
        "words": _("Sign out"),
        "icon": "logout",
        "press": f'form[action="{reverse("account_logout")}"] button',
    }


def fits(command, text):
    """Whether each word of `text` begins a word of the command; nothing typed fits the views."""
    if not text:
        return command.get("is_view") or "href" not in command
    parts = fold(str(command["words"])).split()
    return all(any(part.startswith(word) for part in parts) for word in words_of(text))


def ticket_of(user, path):
    """The ticket whose page the palette was opened on, if `user` works on it."""
    try:
        match = resolve(urlsplit(path[:200]).path)
    except (Resolver404, Http404, ValueError):
        return None
    if match.view_name != "tickets:ticket":
        return None
    return Ticket.objects.worked_by(user).filter(number=match.kwargs.get("number")).first()


def colleagues(ticket, text):
    """People at the desk of `ticket` whose names are in "assign to Mehmet", or just "Mehmet"."""
    words = [word for word in words_of(text) if word not in words_of(_("assign to"))]
    people = User.objects.working_at(ticket.desk)
    names = [(person, fold(f"{person.name} {person.email}").split()) for person in people]
    fitting = [
        person
        for person, parts in names
        if words and all(any(part.startswith(word) for part in parts) for word in words)
    ]
    return fitting[:MOST_COLLEAGUES]


def recent(user):
    """The tickets `user` has read last."""
    marks = ReadMark.objects.filter(user=user).order_by("-event_id").values("ticket")[:MOST_TICKETS]
    return Ticket.objects.worked_by(user).filter(pk__in=list(marks.values_list("ticket", flat=True)))
