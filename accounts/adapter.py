"""How allauth meets this house."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.directory import follow_domain
from accounts.models import User
from accounts.reader import read_by
from core.staticfiles import mail_style


class AccountAdapter(DefaultAccountAdapter):
    """Members join by a verified address, mail leads to SITE_URL alone, and a limit is answered with 429."""

    def confirm_email(self, request, email_address):
        """Verify one address; membership follows it. False when somebody else holds it already."""
        former = email_address.user.email
        try:
            with transaction.atomic():
                is_confirmed = super().confirm_email(request, email_address)
                if is_confirmed:
                    follow_domain(email_address.user, former)
        except IntegrityError:  # the address was introduced by a letter while its confirmation was under way
            failed = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, failed, {"email": email_address.email})
            return False
        return is_confirmed

    def send_mail(self, template_prefix, email, context):
        """Send one mail in the language of who reads it, with links that no Host header can bend."""
        reader = context.get("user") or User.objects.filter(email=email.lower()).first()
        links = {name: at_home(value) for name, value in context.items() if name.endswith("_url")}
        site = {"name": settings.SITE_NAME, "domain": settings.SITE_URL}
        with read_by(reader):
            super().send_mail(template_prefix, email, {**context, **links, "current_site": site})

    def render_mail(self, template_prefix, email, context, headers=None):
        """The mail in plain text and HTML. Words of the house's own stand before its link, where `context` has them:
        "own" is a dict of subject, own_text and own_html."""
        message = super().render_mail(template_prefix, email, context, headers)
        link = context.get("activate_url") or context.get("password_reset_url") or context.get("signup_url")
        words, line, foot = message.body.rpartition("\n-- \n")
        before, _link, after = words.partition(link) if link else (words, "", "")
        label = message.subject
        if own := context.get("own"):
            message.subject, before = own["subject"], f"{own['own_text']}\n\n"
            message.body = f"{before}{link}{after}{line}{foot}"
        site = context["current_site"]
        paper = {"title": message.subject, "style": mail_style(), "site_name": site["name"], "site": site}
        paper |= {"before": before, "link": link, "label": label, "after": after, **(own or {})}
        message.attach_alternative(render_to_string("account/email/message.html", paper), "text/html")
        return message

    def is_safe_url(self, url):
        """Whether `next` stays on this very host: not on others we also answer for, such as the attachments'."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, {current.request.get_host()})

    def validation_error(self, code, *args):
        # Too many tries are no field error: the answer is 429, on every door that asks for a secret.
        if code in ("too_many_login_attempts", "rate_limited"):
            raise ImmediateHttpResponse(respond_429(current.request))
        return super().validation_error(code, *args)

    def logout(self, request):
        # A link in a mail is a GET, and a GET changes nothing, not even who is signed in.
        if request.method not in ("GET", "HEAD"):
            super().logout(request)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        if message_template == "account/messages/logged_out.txt" and request.user.is_authenticated:
            return  # allauth says so before it happens, and `logout` may refuse
        if message_template != "account/messages/logged_in.txt":
            super().add_message(request, level, message_template, *args, **kwargs)


def at_home(url):
    """The same address under SITE_URL, whatever host the request claimed to be for."""
    parts = urlsplit(url)
    return f"{settings.SITE_URL}{parts.path}{'?' if parts.query else ''}{parts.query}"
