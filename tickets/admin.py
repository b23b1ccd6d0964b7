"""What tickets are made of, in the administration. Tickets themselves are not here: walls stand before admins too."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from accounts.doors import admins_only
from core.administration import FriendlyFields, HouseAdmin
from core.parked import ClaimableAdmin, ParkedFilter
from tickets.models import (
    Category,
    Event,
    FormField,
    Impact,
    MatrixCell,
    Priority,
    ResolutionCode,
    Status,
    StatusMove,
    Urgency,
)


class FieldInline(FriendlyFields, admin.StackedInline):
    model = FormField
    extra = 0
    # Answers of former tickets are kept under its key: it is switched off instead.
    can_delete = False
    prepopulated_fields = {"key": ["label"]}
    fieldsets = [
        (
            None,
            {"fields": ["label", "key", "type", "options", "is_required", "help_text", "order", "is_active"]},
        ),
        (_("Show it only when"), {"fields": ["show_when", "show_when_values"], "classes": ["collapse"]}),
        (
            _("In other languages"),
            {"fields": ["labels", "help_texts", "options_elsewhere"], "classes": ["collapse"]},
        ),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "show_when":
            category = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = FormField.objects.filter(category=category)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Category)
class CategoryAdmin(HouseAdmin):
    list_display = ["name", "desk", "parent", "kind", "team", "is_in_portal", "is_active", "order"]
    list_editable = ["order"]
    list_filter = ["desk", "is_active", "is_in_portal", "kind"]
    list_select_related = ["desk", "parent", "team"]
    search_fields = ["name", "hint", "desk__name"]
    autocomplete_fields = ["desk", "parent", "team"]
    inlines = [FieldInline]
    owns = ["tickets.formfield", "tickets.draft"]
    fieldsets = [
        (None, {"fields": ["name", "desk", "parent", "kind", "team"]}),
        (
            _("In the portal"),
            {"fields": ["hint", "icon", "hue", "is_in_portal", "asks_impact", "order", "is_active"]},
        ),
        (_("In other languages"), {"fields": ["names", "hints"], "classes": ["collapse"]}),
    ]

    def view_on_site(self, category):
        return reverse("portal:request_form", args=[category.pk])


class MoveInline(FriendlyFields, admin.TabularInline):
    model = StatusMove
    fk_name = "source"
    extra = 0
    verbose_name_plural = _("allowed moves (none: every move is allowed)")


@admin.register(Status)
class StatusAdmin(HouseAdmin):
    list_display = ["name", "group", "requester_label", "is_default", "is_active", "order"]
    list_editable = ["order"]
    list_filter = ["group", "is_active"]
    search_fields = ["name", "requester_label"]
    inlines = [MoveInline]
    owns = ["tickets.statusmove"]
    fieldsets = [
        (None, {"fields": ["name", "group", "hue", "is_default", "is_active", "order"]}),
        (_("For people who ask"), {"fields": ["requester_label", "requester_labels"]}),
        (_("In other languages"), {"fields": ["names"], "classes": ["collapse"]}),
    ]


@admin.register(ResolutionCode)
class ResolutionCodeAdmin(HouseAdmin):
    list_display = ["name", "is_invalid", "is_active", "order"]
    list_editable = ["order"]
    list_filter = ["is_active", "is_invalid"]
    search_fields = ["name"]
    fields = ["name", "is_invalid", "is_active", "order", "names"]


class MatrixForm(forms.Form):
    """The nine cells of the priority matrix."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.cells = {(cell.impact, cell.urgency): cell for cell in MatrixCell.objects.all()}
        for impact, urgency in ((impact, urgency) for impact in Impact for urgency in Urgency):
            cell = self.cells.get((impact, urgency))
            self.fields[f"cell_{impact}_{urgency}"] = forms.TypedChoiceField(
                choices=Priority,
                coerce=int,
                initial=cell.priority if cell else Priority.NORMAL,
                label=f"{impact.label}, {urgency.label}",
            )

    def rows(self):
        return [
            (impact.label, [self[f"cell_{impact}_{urgency}"] for urgency in Urgency]) for impact in Impact
        ]

    def save(self):
        """Write the cells that changed; returns them with their former priority in words."""
        changed = []
        for name in self.changed_data:
            impact, urgency = map(int, name.split("_")[1:])
            cell = self.cells.get((impact, urgency)) or MatrixCell(impact=impact, urgency=urgency)
            former = cell.get_priority_display()
            cell.priority = self.cleaned_data[name]
            cell.save()
            changed.append((cell, former))
        return changed


@admin.register(MatrixCell)
class MatrixAdmin(admin.ModelAdmin):
    """The whole matrix on one page."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @method_decorator(admins_only)
    def changelist_view(self, request, extra_context=None):
        form = MatrixForm(request.POST or None)
        if form.is_valid():
            for cell, former in form.save():
                self.log_change(request, cell, f"{former} → {cell.get_priority_display()}")
            self.message_user(request, _("The matrix is saved; new tickets follow it."), messages.SUCCESS)
            return redirect("admin:tickets_matrixcell_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Priority matrix"),
            "opts": self.opts,
            "form": form,
            "urgencies": Urgency.labels,
        }
        return render(request, "admin/priority_matrix.html", context)


@admin.register(Event)
class UnfinishedAdmin(ClaimableAdmin):
    """What still follows from events, or was given up: which, of which ticket, and what went wrong. No words."""

    list_display = ["kind", "ticket_number", "pending", "attempts", "next_try_at", "parked_at"]
    list_filter = [ParkedFilter, "kind"]
    search_fields = ["=ticket__number"]
    show_full_result_count = False
    fields = ["kind", "ticket_number", "at", "pending", "attempts", "next_try_at", "parked_at", "trouble"]

    def get_queryset(self, request):
        return super().get_queryset(request).unfinished().select_related("ticket")

    @admin.display(description=_("ticket"), ordering="ticket__number")
    def ticket_number(self, event):
        return f"#{event.ticket.number}"
