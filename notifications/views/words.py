"""The words of our mails: admins read what is sent, and write their own for a desk or a language."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.doors import admins_only
from channels.outbox import post
from channels.views.sent import framed
from core.htmx import is_htmx
from notifications.forms import WordsForm
from notifications.models import Beside, MailTemplate
from notifications.models.preference import ASKING, HELPING
from notifications.placeholders import offered
from notifications.sample import sample_letter
from notifications.words_place import Place

MOST_CHANGES = 5


@require_GET
@admins_only
def index(request):
    own = list(MailTemplate.objects.select_related("desk"))
    sides = [
        [(reason, [row for row in own if row.reason == reason]) for reason in reasons]
        for reasons in (ASKING, HELPING, Beside)
    ]
    replaced = [row.reason for row in own if not row.place]
    context = {"sides": sides, "replaced": replaced}
    return render(request, "notifications/words.html", context)


@require_http_methods(["GET", "POST"])
@admins_only
def edit(request, reason):
    """The words for one reason at one Place. `do` says what is asked of what was typed: "save", "test", "preview"."""
    place = Place.of(reason, request.GET)
    form = WordsForm(request.POST or None, instance=place.own or place.blank(), initial=place.words)
    action = request.POST.get("do", "") if request.method == "POST" else ""
    is_fine = action not in ("save", "test") or form.is_valid()
    if action == "save" and is_fine:
        _save(place, form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. Mails say it from now on."))
        return redirect(place.address)
    letter = sample_letter(place.reason, place.desk, place.language, form.typed, request.user)
    preview = {**letter, "frame": framed(letter["html"]), "form": form}
    if action == "preview" and is_htmx(request):
        return render(request, "notifications/_words_preview.html", {"preview": preview, "is_live": True})
    if action == "test" and is_fine:
        _send(request, letter)
    context = {"place": place, "form": form, "preview": preview, "placeholders": offered(place.reason)}
    context["changes"] = _changes(place.own)
    return render(request, "notifications/words_form.html", context, status=200 if is_fine else 422)


@require_POST
@admins_only
@transaction.atomic
def remove(request, pk):
    """Back to the built-in text, or to the words that hold for more."""
    template = get_object_or_404(MailTemplate, pk=pk)
    LogEntry.objects.log_actions(request.user.pk, [template], DELETION, single_object=True)
    template.delete()
    messages.success(request, _("These words are gone. What holds now stands here."))
    return redirect(Place(template.reason, template.desk, template.language).address)


@transaction.atomic
def _save(place, words, by):
    # Two may write the first own words of a place in the same moment: the second changes what the first has made.
    facts = {"reason": place.reason, "desk": place.desk, "language": place.language}
    template, is_new = MailTemplate.objects.update_or_create(**facts, defaults=words)
    LogEntry.objects.log_actions(by.pk, [template], ADDITION if is_new else CHANGE, single_object=True)


def _send(request, letter):
    post(to=request.user.email, kind="test", recipient=request.user, **letter)
    words = _("A mail to %(address)s is on its way.")
    messages.success(request, words % {"address": request.user.email})


def _changes(template):
    """Who changed these words, and when; the newest first."""
    if template is None:
        return []
    kind = ContentType.objects.get_for_model(MailTemplate)
    lines = LogEntry.objects.filter(content_type=kind, object_id=str(template.pk)).select_related("user")
    return lines.order_by("-action_time")[:MOST_CHANGES]
