"""The administration of servers that mail leaves by, and of those that bring it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from channels.email.providers import PROVIDERS
from channels.models import Inlet, Line, Transport
from channels.server_forms import InletForm, TransportForm
from channels.sign_in_admin import TO_SEND, ways_to_sign_in
from core.administration import HouseAdmin

LATER = _("Shown once it is saved.")


def to_copy(*texts):
    """Texts of machines, one below the other."""
    return format_html_join(
        "", '<p class="to-copy"><code dir="ltr">{}</code></p>', ((text,) for text in texts)
    )


def address_of(name, row, *, with_password):
    """Where a row is called from outside, with the password for those that cannot sign."""
    address = settings.SITE_URL + reverse(name, args=[row.hook_key])
    if with_password:
        parts = urlsplit(address)
        address = parts._replace(netloc=f"mail:{row.own_password}@{parts.netloc}").geturl()
    return address


@admin.register(Transport)
class TransportAdmin(HouseAdmin):
    """A server that mail leaves by. Its password is typed and never shown."""

    form = TransportForm
    list_display = ["name", "way", "host", "is_active", "how_it_goes"]
    list_filter = ["is_active", "way"]
    search_fields = ["name", "host"]
    readonly_fields = ["how_it_goes", "reports_to"]
    owns = ("channels.line",)
    fieldsets = [
        (None, {"fields": ["name", "way", "is_active"]}),
        (
            _("Mail server (SMTP)"),
            {"fields": ["host", "port", "security", "user", "sign_in"], "classes": ["of-server"]},
        ),
        *ways_to_sign_in(TO_SEND, _("Signing in")),
        (
            _("Reports of a provider"),
            {"fields": ["reports_to", "signing_key"], "classes": ["of-provider"]},
        ),
        (None, {"fields": ["how_it_goes"]}),
    ]

    def get_queryset(self, request):
        failing = Line.objects.filter(transport=OuterRef("pk")).values("words")[:1]
        return super().get_queryset(request).annotate(failing_words=Subquery(failing))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        # What is typed may have mended it: its mail need not wait until it is tried again.
        Line.objects.filter(transport=obj).delete()

    @admin.display(description=_("how it goes"))
    def how_it_goes(self, transport):
        return getattr(transport, "failing_words", None) or _("Nothing went wrong.")

    @admin.display(description=_("address for reports"))
    def reports_to(self, transport):
        provider = PROVIDERS.get(transport.way)
        if transport.pk is None or provider is None:
            return _("A provider says there what became of each mail. Shown once it is saved.")
        address = address_of("hooks:reports", transport, with_password=not provider.has_signing_key)
        return to_copy(address)


@admin.register(Inlet)
class InletAdmin(HouseAdmin):
    """An address that mail is brought to, and how it proves where it is from."""

    form = InletForm
    list_display = ["mailbox", "way", "is_active", "heard_at", "trouble"]
    list_filter = ["is_active", "way"]
    list_select_related = ["mailbox"]
    readonly_fields = ["address", "secret", "heard_at", "trouble"]
    fieldsets = [
        (None, {"fields": ["mailbox", "way", "signing_key", "is_active"]}),
        (_("To be typed over there"), {"fields": ["address", "secret"]}),
        (_("How it goes"), {"fields": ["heard_at", "trouble"]}),
    ]

    @admin.display(description=_("address"))
    def address(self, inlet):
        if inlet.pk is None:
            return LATER
        name = "hooks:mime" if inlet.way == Inlet.Way.MAILGUN else "hooks:mail"
        return to_copy(address_of(name, inlet, with_password=inlet.way == Inlet.Way.POSTMARK))

    @admin.display(description=_("secret"))
    def secret(self, inlet):
        if inlet.pk is None:
            return LATER
        if inlet.way != Inlet.Way.PLAIN:
            return _("Only a script of yours needs one.")
        return to_copy(inlet.shown_secret)
