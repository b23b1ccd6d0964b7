"""The queue: a list of tickets, its filters, and what has come in since it was shown."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.doors import agents_only
from core.htmx import is_htmx
from tickets import sidebar
from tickets.arrangements import Arrangements
from tickets.columns import COLUMNS, USUAL
from tickets.counts import counts_of, told
from tickets.fields import FIELDS, MomentField
from tickets.filters import Selection
from tickets.rows import drawn, with_marks
from tickets.sorting import SORTS
from tickets.views.bulk import fresh_result, moment


@require_GET
@agents_only
def queue(request):
    kept = Arrangements(request.user)
    selection = Selection.of(request.user, request.GET, kept.saved_views)
    names = kept.columns(selection.queue.slug)
    page = selection.page(request.GET.get("after"), [COLUMNS[name] for name in names])
    context = {
        "selection": selection,
        "page": page,
        "rows": drawn(with_marks(page.rows, request.user), selection.place, names),
        "told": selection.told(),
        "columns": list(columns(selection, names, kept.widths(selection.queue.slug))),
        "arranged": names if names != USUAL else (),
        "fields": FIELDS.values(),
        "result": fresh_result(request),
        "seen_at": timezone.now().isoformat(),
        "sidebar": sidebar.groups(request.user, selection.queue.slug, kept),
    }
    return render(request, "tickets/queue.html", context)


@require_GET
@agents_only
def news(request):
    """How many tickets have come into this list since it was shown."""
    selection = Selection.of(request.user, request.GET)
    since = moment(request.GET.get("since", ""))
    fresh = selection.tickets().filter(updated_at__gt=since, opened_at__gt=since)
    context = {"selection": selection, "seen_at": since.isoformat(), "count": counts_of([fresh])[0]}
    return render(request, "tickets/_queue_news.html", {**context, "told": told(context["count"])})


@require_GET
@agents_only
def choices(request, field):
    """What may be chosen for one filter: a menu for htmx, a page for others."""
    if field not in FIELDS:
        raise Http404
    selection = Selection.of(request.user, request.GET)
    chosen = next((each for each in selection.filters if each.field.name == field), None)
    find = request.GET.get("find", "").replace("\x00", "")[:80]
    context = {
        "selection": selection,
        "field": FIELDS[field],
        "chosen": chosen,
        "find": find,
        "is_span": isinstance(FIELDS[field], MomentField),
        "options": options(FIELDS[field], chosen, request.user, find),
        "rest": selection.pairs(without=field),
        # From the search page the way leads back there, with the text.
        "text": request.GET.get("q", "").replace("\x00", "")[:200],
    }
    template = "tickets/_queue_filter.html" if is_htmx(request) else "tickets/queue_filter.html"
    return render(request, template, context)


def options(field, chosen, user, find):
    """Value, words and whether it is chosen; what is chosen always stands first."""
    values = chosen.values if chosen else ()
    offered = {str(value): words for value, words in field.options(user, find)}
    names = chosen.names(user) if chosen else {}
    known = {value: offered.get(value) or names.get(value) for value in values}
    listed = {**{value: words for value, words in known.items() if words}, **offered}
    return [(value, words, value in values) for value, words in listed.items()]


def columns(selection, names, widths):
    """Name, words and width of each column, the order a press on it brings, and how it stands now."""
    for name in names:
        sort = SORTS.get(name)
        is_offered = sort and (selection.is_open_only or sort.is_over_all)
        is_sorted = selection.sort.name == name
        if is_sorted:
            sort = selection.sort.turned()
        yield {
            "name": name,
            "label": COLUMNS[name].label,
            "width": widths.get(name),
            "query": selection.query(sort=sort) if is_offered else "",
            "is_sorted": is_sorted,
            "is_descending": is_sorted and selection.sort.is_descending,
        }
