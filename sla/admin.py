"""What administrators set or look at of service levels besides the pages of Setup."""

from django.contrib import admin

from core.administration import HouseAdmin
from core.parked import ClaimableAdmin
from sla.models import Proposal, Route


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
