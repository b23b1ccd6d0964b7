"""Says once when mail does not come any more: to every administrator, in one mail for all accounts of that moment."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.reader import read_by
from channels.models import Account
from core.numbers import number


@transaction.atomic
def look():
    """Begin and end alarms; how many accounts were told of."""
    now = timezone.now()
    news = []
    for account in Account.objects.unfinished():
        is_sick = bool(account.complaint(now))
        if account.is_alarming and not is_sick:
            account.end_alarm()
        elif is_sick and not account.is_alarming and account.begin_alarm():
            news.append(account)
    for admin in User.objects.admins() if news else []:
        with read_by(admin):
            send_mail(*_letter(news, now), None, [admin.email])
    return len(news)


def _letter(accounts, now):
    """(subject, text) in the language of whoever reads it."""
    subject = ngettext(
        "Mail of %(count)s account does not come in as it should",
        "Mail of %(count)s accounts does not come in as it should",
        len(accounts),
    )
    lines = [f"{account}: {account.complaint(now)}" for account in accounts]
    lines.append(
        _("The health page tells how it goes on: %(address)s")
        % {"address": f"{settings.SITE_URL}{reverse('helpdesk:health')}"}
    )
    return subject % {"count": number(len(accounts))}, "\n\n".join(lines)
