"""Service levels in numbers, and the rows behind each of them; for the screen and for a spreadsheet."""

from contextlib import nullcontext, suppress

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.doors import agents_only, leads_only
from core.htmx import is_htmx
from core.pages import keyset_page
from core.patience import OutOfPatience, patience
from core.spreadsheets import csv_response
from sla.forms.reports import ReportForm
from sla.report.rows import Rows
from sla.report.table import Table

PAGE = 50
# Milliseconds that one statement of the first answer may take.
PATIENCE = 1000


@leads_only
@require_GET
def show(request):
    """How many promises were kept, by desk, team, priority, contract, agent, month or metric.

    Where counting takes long, the page comes without the numbers, and asks for them by itself; `?all` waits for them.
    """
    form, query = ReportForm(request.user, request.GET), request.GET.urlencode()
    context = {"form": form, "question": form.question(), "query": query}
    if is_htmx(request):
        context["table"] = Table(context["question"], query)
        return render(request, "sla/_report_answer.html", context)
    with suppress(OutOfPatience), nullcontext() if "all" in request.GET else patience(PATIENCE):
        context["table"] = Table(context["question"], query)
    return render(request, "sla/report.html", context)


@leads_only
@require_GET
def show_csv(request):
    """The same table for a spreadsheet."""
    question = ReportForm(request.user, request.GET).question()
    return csv_response("service-levels.csv", Table(question, "").cells())


@agents_only
@require_GET
def rows(request):
    """The clocks behind a number, page by page; who leads nobody sees the own ones."""
    found = rows_asked(request)
    page = keyset_page(found.queryset(), found.order, request.GET.get("page"), size=PAGE)
    query = request.GET.copy()
    query.pop("page", None)
    context = {"found": found, "page": page, "rows": found.told(page.rows), "query": query.urlencode()}
    return render(request, "sla/report_rows.html", context)


@agents_only
@require_GET
def rows_csv(request):
    """All of them for a spreadsheet."""
    return csv_response("clocks.csv", rows_asked(request).cells())


def rows_asked(request):
    """The Rows of the number that the address speaks of; not found when there can be no such number."""
    question = ReportForm(request.user, request.GET).question()
    try:
        return Rows(question.of_rows(request.GET.get("key"), request.GET.get("state", "")))
    except ValueError as error:
        raise Http404 from error
