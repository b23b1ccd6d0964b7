"""Which columns a list shows to one person, in this view or in all of them, and how wide they are."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import agents_only
from accounts.models import User
from core.htmx import is_htmx
from tickets.arrangements import Arrangements
from tickets.filters import Selection
from tickets.forms.columns import ColumnChoice, DensityForm, WidthForm
from tickets.models import Arrangement


@require_http_methods(["GET", "POST"])
@agents_only
def choose(request):
    """The columns as they stand; with a pressed button other than Apply they are only drawn anew."""
    kept = Arrangements(request.user)
    if request.method == "GET":
        selection = Selection.of(request.user, request.GET, kept.saved_views)
        return page(request, selection, ColumnChoice.of_names(kept.columns(selection.queue.slug)))
    selection = sent_list(request, kept)
    choice, density = ColumnChoice.of_data(request.POST), DensityForm(request.POST, instance=request.user)
    choice.step(request.POST.get("do", ""))
    if request.POST.get("do") or not density.is_valid():
        return page(request, selection, choice, status=200 if request.POST.get("do") else 422)
    density.save()
    if request.POST.get("scope") == "all":
        Arrangement.objects.show_everywhere(request.user, choice.names)
    else:
        Arrangement.objects.keep(request.user, selection.queue.slug, columns=choice.names)
    return redirect(selection.url)


@require_POST
@agents_only
def size(request):
    """Remember how wide a column of this view is, or with no width that it is as wide as what stands in it."""
    selection, form = sent_list(request, Arrangements(request.user)), WidthForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    facts = form.cleaned_data
    Arrangement.objects.size(request.user, selection.queue.slug, facts["column"], facts["width"])
    return HttpResponse(status=204) if is_htmx(request) else redirect(selection.url)


def sent_list(request, kept):
    """The list that the form speaks of, as its address would show it."""
    return Selection.of(request.user, QueryDict(request.POST.get("list", "")[:4000]), kept.saved_views)


def page(request, selection, choice, status=200):
    context = {
        "selection": selection,
        "choice": choice,
        "densities": User.Density.choices,
        "density": request.POST.get("density", request.user.density),
        "is_for_all": request.POST.get("scope") == "all",
    }
    if not is_htmx(request):
        return render(request, "tickets/column_choice.html", context, status=status)
    # A step keeps the menu open and draws its form; the way in brings the menu.
    template = "tickets/_column_form.html" if request.method == "POST" else "tickets/_column_choice.html"
    return render(request, template, context, status=status)
