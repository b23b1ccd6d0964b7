"""Views of the queue that people keep: made, changed, shared by leads, taken away and brought back."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import agents_only
from core.htmx import is_htmx
from tickets import sidebar
from tickets.conditions import Tree
from tickets.counts import counts_of, told
from tickets.filters import Selection
from tickets.forms.saved_view import Editor, SavedViewForm
from tickets.models import SavedView, Ticket
from tickets.queues import saved_queue
from tickets.views.bulk import keep_result


@require_http_methods(["GET", "POST"])
@agents_only
def create(request):
    view = SavedView(owner=request.user)
    if request.method == "GET":
        selection = Selection.of(request.user, request.GET)
        view.sort = selection.sort.name
        return page(request, view, Editor.of_tree(Tree.of(selection.as_conditions())))
    return save(request, view)


@require_http_methods(["GET", "POST"])
@agents_only
def edit(request, pk):
    view = get_object_or_404(SavedView, pk=pk, owner=request.user)
    if request.method == "GET":
        return page(request, view, Editor.of_tree(saved_queue(view).tree))
    return save(request, view)


@require_POST
@agents_only
def delete(request, pk):
    view = get_object_or_404(SavedView, pk=pk, owner=request.user)
    kept = {
        name: getattr(view, name)
        for name in ("name", "names", "desk_id", "conditions", "sort", "hue", "order")
    }
    view.delete()
    text = _("Deleted the view “%(name)s”.") % {"name": kept["name"]}
    keep_result(request, {"action": "view", "text": text, "skipped": [], "events": [kept]})
    return redirect("tickets:queue")


def save(request, view):
    """One step of the editor, or the saving of a view: a pressed button other than Save only draws it anew."""
    editor = Editor.of_data(request.POST)
    step = request.POST.get("do", "save")
    if step != "save":
        editor.step(step)
        return page(request, view, editor, QueryDict(request.POST.urlencode()))
    form, tree = SavedViewForm(request.POST, instance=view, user=request.user), editor.tree()
    if not form.is_valid() or tree is None:
        return page(request, view, editor, form=form, status=422)
    form.instance.conditions = tree.as_json()
    saved = form.save()
    return redirect(f"{saved_queue_url(saved)}")


def saved_queue_url(view):
    return Selection.of(view.owner, QueryDict(f"view={view.pk}"), [view]).url


def page(request, view, editor, data=None, form=None, status=200):
    """The editor, with how many tickets the conditions meet as they stand."""
    if form is None:
        form = SavedViewForm(instance=view, user=request.user, initial=data.dict() if data else None)
    tree = editor.tree() if editor.rows else None
    context = {
        "view": view,
        "editor": editor,
        "form": form,
    }
    if tree:
        context["count"] = count_of(tree, request.user)
        context["told"] = told(context["count"])
    for _number, rows in editor.groups:
        for _place, row in rows:
            row.error = row.error if status == 422 else ""
            row.offered = row.options(request.user) if row.field else []
    if is_htmx(request):
        return render(request, "tickets/_view_editor.html", context, status=status)
    context["sidebar"] = sidebar.groups(request.user, str(view.pk or ""))
    return render(request, "tickets/view_editor.html", context, status=status)


def count_of(tree, user):
    return counts_of([Ticket.objects.worked_by(user).filter(tree.q(user))])[0]
