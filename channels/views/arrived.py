"""Where did this mail go? Everything that arrived, and each step of its way."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.doors import admins_only
from channels.forms import TraceForm
from channels.models import Letter
from channels.tracing import told_steps
from core.bell import ring_later
from core.pages import keyset_page


@require_GET
@admins_only
def index(request):
    form = TraceForm(request.GET)
    rows = form.found(Letter.objects.visible_to(request.user)).select_related("ticket", "mailbox")
    page = keyset_page(rows.defer("steps", "trouble"), ["-pk"], request.GET.get("after"))
    context = {"page": page, "form": form, "has_undecided": any(row.is_undecided for row in page)}
    return render(request, "channels/arrived.html", context)


@require_GET
@admins_only
def letter(request, pk):
    row = _visible(request, pk)
    return render(request, "channels/arrived_letter.html", {"letter": row, "steps": told_steps(row)})


@require_POST
@admins_only
def again(request, pk):
    """A mail in quarantine is read once more."""
    row = _visible(request, pk)
    row.try_again()
    ring_later("channels.tasks.sweep_letters")
    messages.success(request, _("The mail will be read again within seconds."))
    return redirect("channels:arrived_letter", pk)


@require_GET
@admins_only
def original(request, pk):
    """The mail as it came, byte for byte, to be looked at elsewhere; never shown as a page."""
    row = _visible(request, pk)
    if not row.is_kept or row.missing_at:
        raise Http404
    try:
        raw = row.raw.open()
    except FileNotFoundError as error:  # it is missing, and no night has passed since
        raise Http404 from error
    answer = FileResponse(raw, as_attachment=True, filename=f"{row.pk}.eml")
    answer["Content-Type"] = "application/octet-stream"
    return answer


def _visible(request, pk):
    return get_object_or_404(
        Letter.objects.visible_to(request.user).select_related("ticket", "mailbox"), pk=pk
    )
