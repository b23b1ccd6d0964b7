"""What was sent, or would have been sent if there were a mail server."""

import re

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.doors import admins_only
from channels.models import Mailbox, Outgoing
from core.pages import keyset_page

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


@require_GET
@admins_only
def index(request):
    rows = Outgoing.objects.visible_to(request.user).select_related("ticket")
    page = keyset_page(rows.defer("text", "html"), ["-pk"], request.GET.get("after"))
    return render(request, "channels/sent.html", {"page": page, "has_server": Mailbox.objects.can_send()})


@require_GET
@admins_only
def letter(request, pk):
    row = get_object_or_404(Outgoing.objects.visible_to(request.user).select_related("ticket"), pk=pk)
    return render(request, "channels/letter.html", {"letter": row, "html": shown(row)})


@require_POST
@admins_only
def again(request, pk):
    """A parked mail is taken up once more."""
    row = get_object_or_404(Outgoing.objects.visible_to(request.user), pk=pk)
    if row.parked_at:
        row.run_again()
        messages.success(request, _("The mail will be sent again within seconds."))
    return redirect("channels:letter", pk)


def shown(row):
    return framed(row.html) if row.is_readable else ""


def framed(html):
    """The formatted text of a mail of ours for a sandboxed frame, whose policy forbids style inside the page."""
    return STYLE.sub(f'<link rel="stylesheet" href="{static("mail.css")}">', html)
