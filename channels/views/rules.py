"""Rules for mail before it is a ticket: their order, their builder, and what they would have done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.doors import admins_only
from channels.email.trial import try_rule
from channels.models import Rule
from channels.rule_form import ConditionFormSet, RuleForm
from channels.rule_words import asked_words, following_words


@require_GET
@admins_only
def index(request):
    rules = Rule.objects.visible_to(request.user).with_aims()
    told = [(rule, asked_words(rule), following_words(rule)) for rule in rules]
    return render(request, "channels/rules.html", {"rules": told})


@admins_only
@require_http_methods(["GET", "POST"])
def create(request):
    """A new rule, behind all others."""
    return _edited(request, Rule(order=Rule.next_place()))


@admins_only
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    return _edited(request, _visible(request, pk))


@require_POST
@admins_only
def move(request, pk):
    """Change the place of a rule among the others."""
    _visible(request, pk).move(-1 if request.POST.get("step") == "up" else 1, by=request.user)
    return redirect("channels:rules")


@require_POST
@admins_only
def remove(request, pk):
    rule = _visible(request, pk)
    rule.delete()
    messages.success(request, _("The rule “%(name)s” is deleted.") % {"name": rule})
    return redirect("channels:rules")


def _edited(request, rule):
    """The form and its answers: one more condition, a dry run, or the rule kept."""
    data = _with_another(request.POST) if request.method == "POST" else None
    action = data.get("do", "") if data is not None else ""
    form = RuleForm(data, instance=rule, user=request.user)
    rows = ConditionFormSet(data, initial=rule.conditions or [{}], prefix="conditions")
    context = {"form": form, "rows": rows, "rule": rule, "is_checked": action in ("save", "try")}
    if not context["is_checked"]:
        return render(request, "channels/rule.html", context)
    if not (form.is_valid() & rows.is_valid()):
        return render(request, "channels/rule.html", context, status=422)
    draft = form.save(commit=False)
    draft.conditions = rows.kept
    if action == "try":
        return render(request, "channels/rule.html", context | {"trial": try_rule(draft, request.user)})
    draft.save()
    messages.success(request, _("The rule “%(name)s” is saved.") % {"name": draft})
    return redirect("channels:rules")


def _with_another(given):
    """What was sent, with one more empty condition when that was asked for."""
    given = given.copy()
    count = given.get("conditions-TOTAL_FORMS", "")
    if given.get("do") == "add" and count.isdecimal():
        given["conditions-TOTAL_FORMS"] = int(count[:4]) + 1
    return given


def _visible(request, pk):
    return get_object_or_404(Rule.objects.visible_to(request.user), pk=pk)
