from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from channels.account_form import AccountForm
from channels.admin_deliveries import BreakerAdmin, SuppressionAdmin
from channels.models import Account, Mailbox, Outgoing, Webhook, WebhookCall
from channels.server_admin import to_copy
from channels.sign_in_admin import TO_FETCH, ways_to_sign_in
from core.administration import HouseAdmin
from core.parked import ClaimableAdmin, ParkedFilter

__all__ = ["BreakerAdmin", "SuppressionAdmin"]


@admin.register(Mailbox)
class MailboxAdmin(HouseAdmin):
    long_translations = ("signatures", "auto_replies")
    list_display = ["address", "desk", "name", "is_default", "is_active"]
    list_filter = ["is_active", "desk"]
    search_fields = ["address", "name"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "address", "name", "desk", "transport", "takes_plus", "authserv_id", "is_default", "is_active",
                ]
            },
        ),
        (_("Under every mail"), {"fields": ["signature", "signatures"]}),
        (
            _("When a mail has arrived"),
            {"fields": ["language", "has_auto_reply", "auto_reply", "auto_replies"]},
        ),
        (_("Signed mail (DKIM)"), {"fields": ["dkim_selector", "dkim_to_publish", "dkim_signs"]}),
    ]  # fmt: skip
    readonly_fields = ["dkim_to_publish"]

    def save_model(self, request, obj, form, change):
        if "dkim_selector" in form.changed_data:
            obj.renew_dkim_key()
        super().save_model(request, obj, form, change)

    @admin.display(description=_("record to publish (TXT)"))
    def dkim_to_publish(self, mailbox):
        record = mailbox.dkim_record
        return to_copy(*record) if record else _("Shown once it is saved.")


@admin.register(Account)
class AccountAdmin(HouseAdmin):
    """Where mail is fetched from. What it said last stands beside it."""

    form = AccountForm
    change_form_template = "admin/account_change_form.html"
    list_display = ["user", "host", "mailbox", "is_active", "fetched_at", "failing_since"]
    list_filter = ["is_active", "protocol"]
    list_select_related = ["mailbox"]
    search_fields = ["user", "host"]
    readonly_fields = ["fetched_at", "last_mail_at", "failing_since", "trouble"]
    fieldsets = [
        (None, {"fields": ["mailbox", "is_active"]}),
        (_("Server"), {"fields": ["protocol", "host", "port", "security"]}),
        (_("Signing in"), {"fields": ["user", "sign_in"]}),
        *ways_to_sign_in(TO_FETCH, _("Password")),
        (
            _("What is taken from there"),
            {"fields": ["folder", "takes_old", "afterwards", "move_to", "listens"]},
        ),
        (
            _("How it goes"),
            {"fields": ["expected_every", "fetched_at", "last_mail_at", "failing_since", "trouble"]},
        ),
    ]


@admin.register(Outgoing)
class OutgoingAdmin(ClaimableAdmin):
    """What became of each mail. Its words are on the page of outgoing mail, where closed desks keep theirs."""

    list_display = ["to", "subject", "kind", "state", "attempts", "created_at", "sent_at", "parked_at"]
    list_filter = [ParkedFilter, "state", "reason", "returned_as", "kind"]
    search_fields = ["to", "subject", "message_id"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    fields = [
        "state", "reason", "sender", "to", "subject", "ticket", "message_id", "created_at", "sent_at", "answer",
        "returned_at", "returned_as", "attempts", "next_try_at", "parked_at", "trouble",
    ]  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)


@admin.register(Webhook)
class WebhookAdmin(HouseAdmin):
    """The secret is shown to be copied into the other program; nobody chooses it."""

    list_display = ["name", "address", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name", "address"]
    fields = ["name", "address", "is_active", "signing_secret"]
    readonly_fields = ["signing_secret"]

    @admin.display(description=_("secret"))
    def signing_secret(self, webhook):
        return webhook.secret if webhook.pk else _("Shown once it is saved.")


@admin.register(WebhookCall)
class WebhookCallAdmin(ClaimableAdmin):
    list_display = ["webhook", "key", "attempts", "created_at", "sent_at", "answer", "parked_at"]
    list_filter = [ParkedFilter, "webhook"]
    search_fields = ["key"]
    list_select_related = ["webhook"]
    show_full_result_count = False
    fields = [
        "webhook", "key", "payload", "created_at", "sent_at", "answer", "attempts", "next_try_at", "parked_at",
        "trouble",
    ]  # fmt: skip
