"""The administration of what is not sent: addresses that are not written to, and stops of automatic mail."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from channels.models import Breaker, Suppression
from core.numbers import number
from core.parked import ReadOnlyAdmin


class StandingFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("yes", _("not written to")), ("no", _("lifted"))]

    def queryset(self, request, queryset):
        return queryset if self.value() is None else queryset.filter(lifted_at__isnull=self.value() == "yes")


@admin.action(description=_("Write to the selected again"))
def lift(model_admin, request, queryset):
    count = queryset.lift(request.user)
    words = ngettext(
        "%(count)s address is written to again.", "%(count)s addresses are written to again.", count
    )
    model_admin.message_user(request, words % {"count": number(count)}, messages.SUCCESS)


@admin.action(description=_("Let the automatic mail of the selected go on"))
def resume(model_admin, request, queryset):
    count = queryset.resume(request.user)
    words = ngettext("%(count)s stop has ended.", "%(count)s stops have ended.", count)
    model_admin.message_user(request, words % {"count": number(count)}, messages.SUCCESS)


@admin.register(Suppression)
class SuppressionAdmin(ReadOnlyAdmin):
    actions = [lift]
    list_display = ["address", "why", "kinds", "began_at", "lifted_at"]
    list_filter = [StandingFilter, "why"]
    search_fields = ["address"]
    show_full_result_count = False
    fields = ["address", "why", "kinds", "began_at", "said", "lifted_at", "lifted_by"]

    @admin.display(description=_("what is not sent"))
    def kinds(self, suppression):
        return suppression.stops


@admin.register(Breaker)
class BreakerAdmin(ReadOnlyAdmin):
    actions = [resume]
    list_display = ["address", "began_at", "until", "is_over"]
    search_fields = ["address"]
    fields = ["address", "began_at", "until", "resumed_by"]

    @admin.display(description=_("over"), boolean=True)
    def is_over(self, breaker):
        return breaker.until <= timezone.now()
