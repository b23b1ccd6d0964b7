"""What administrators may look at of service levels besides the pages of Setup."""

from django.contrib import admin

from sla.models import ClockJump


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
