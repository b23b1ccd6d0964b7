"""What administrators set or look at of service levels besides the pages of Setup."""

from django.contrib import admin

from core.administration import HouseAdmin
from core.parked import ClaimableAdmin
from sla.models import ClockJump, Proposal, Route


@admin.register(Route)
class RouteAdmin(HouseAdmin):
    list_display = ["desk", "category", "tier", "team"]
    list_filter = ["desk", "tier"]
    list_select_related = ["desk", "category", "team"]
    search_fields = ["desk__name", "category__name", "team__name"]
    autocomplete_fields = ["desk", "category", "team"]


@admin.register(Proposal)
class ProposalAdmin(ClaimableAdmin):
    """What was proposed and published, by whom, and what went wrong on the way."""

    list_display = ["__str__", "kind", "stage", "made_by", "made_at", "done", "total", "parked_at"]
    list_select_related = ["made_by"]
    fields = [
        "kind", "calendar", "policy", "content", "valid_from", "made_by", "made_at", "stage", "reached", "done",
        "total", "effect", "attempts", "next_try_at", "parked_at", "trouble",
    ]  # fmt: skip


@admin.register(ClockJump)
class ClockJumpAdmin(admin.ModelAdmin):
    """Alarms are history: to look at, never to write by hand."""

    list_display = ["at", "ahead", "noticed_by", "ended_at", "is_ended_by_word"]
    date_hierarchy = "at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
