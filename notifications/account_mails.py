"""Mails about an account, in words of the house's own where there are some.

Their link and what follows it stay ours.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts import adapter
from notifications.letters import own_words
from notifications.models import Beside, MailTemplate

KINDS = {
    "account/email/password_reset_key": (Beside.PASSWORD, "password_reset_url"),
    "account/email/email_confirmation": (Beside.ADDRESS, "activate_url"),
    "account/email/account_already_exists": (Beside.KNOWN, "password_reset_url"),
    "account/email/unknown_account": (Beside.UNKNOWN, "signup_url"),
}


class AccountAdapter(adapter.AccountAdapter):
    """Writes in the words of admins, in the language that is spoken now."""

    def render_mail(self, template_prefix, email, context, headers=None):
        """The mail, in the words of the MailTemplate that holds for it if there is one."""
        kind, _link = KINDS.get(template_prefix, (None, None))
        template = kind and MailTemplate.objects.fitting(kind, None, translation.get_language())
        own = {"own": own_words(kind, template, {"address": email})} if template else {}
        return super().render_mail(template_prefix, email, {**context, **own}, headers)


def sample_account_mail(kind, template, address):
    """subject, text and html of a mail as it goes to `address`, with a link that opens nothing."""
    prefix, link = next((prefix, link) for prefix, (one, link) in KINDS.items() if one == kind)
    context = {
        "own": own_words(kind, template, {"address": address}),
        "current_site": {"name": settings.SITE_NAME, "domain": settings.SITE_URL},
        link: settings.SITE_URL + reverse("home"),
    }
    mail = adapter.AccountAdapter().render_mail(prefix, address, context)
    return {"subject": mail.subject, "text": mail.body, "html": mail.alternatives[0][0]}
