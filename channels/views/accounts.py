"""The page of one mail account's test, and the button that begins it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.doors import admins_only
from channels.models import Account
from channels.tried import told_test, went_well
from core.bell import ring_later


@require_GET
@admins_only
def test(request, pk):
    account = get_object_or_404(Account.objects.select_related("mailbox"), pk=pk)
    context = {"account": account, "steps": told_test(account), "is_well": went_well(account)}
    return render(request, "channels/account_test.html", context)


@require_POST
@admins_only
def begin(request, pk):
    """Ask for a test; one that is under way goes on."""
    account = get_object_or_404(Account, pk=pk)
    if account.ask_for_test():
        ring_later("channels.tasks.fetch_mail")
    else:
        messages.info(request, _("A test is under way already."))
    return redirect("channels:account_test", pk)
