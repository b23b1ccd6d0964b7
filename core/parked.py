"""How the administration shows work that is a row (core/claims.py), and takes up again what was given up."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.numbers import number


class ParkedFilter(admin.SimpleListFilter):
    title = _("given up")
    parameter_name = "parked"

    def lookups(self, request, model_admin):
        return [("yes", _("Given up")), ("no", _("Not given up"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(parked_at__isnull=self.value() == "no")


@admin.action(description=_("Run the selected again"))
def run_again(model_admin, request, queryset):
    """Take up what was given up, with all its attempts ahead of it; the rest is left alone."""
    rows = list(queryset.parked())
    for row in rows:
        row.run_again()
    words = ngettext("%(count)s row is run again.", "%(count)s rows are run again.", len(rows))
    model_admin.message_user(request, words % {"count": number(len(rows))}, messages.SUCCESS)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the house itself writes: to look at, never to write by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ClaimableAdmin(ReadOnlyAdmin):
    """Rows that workers take up: to look at and to run again."""

    actions = [run_again]
    list_filter = [ParkedFilter]
