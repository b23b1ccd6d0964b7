"""How the administration behaves everywhere: friendly fields, safe deletes, a history that says before and after."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple, TypedMultipleChoiceField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.naming import validate_translations
from core.numbers import number
from core.widgets import CommaField, TranslationsField, hue_field, icon_field

LONGEST_TOLD = 60


class FriendlyFields:
    """For ModelAdmin and inlines: no JSON, no numbers of colours, no names of icons to type."""

    long_translations = ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.JSONField) and validate_translations in db_field.validators:
            is_long = db_field.name in self.long_translations
            return TranslationsField(label=db_field.verbose_name, required=False, is_long=is_long)
        if isinstance(db_field, ArrayField):
            return self._list_field(db_field)
        if db_field.name in ("hue", "icon"):
            make = {"hue": hue_field, "icon": icon_field}[db_field.name]
            return db_field.formfield(form_class=lambda **facts: make(**facts))
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and (db_field.name == "order" or isinstance(self, admin.TabularInline)):
            # In lists and tables no label stands beside it.
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs["aria-label"] = db_field.verbose_name
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field

    def _list_field(self, db_field):
        if db_field.base_field.choices:
            return TypedMultipleChoiceField(
                label=db_field.verbose_name,
                choices=db_field.base_field.choices,
                required=not db_field.blank,
                widget=CheckboxSelectMultiple,
                empty_value=[],
            )
        return db_field.formfield(form_class=CommaField)


@admin.action(description=_("Switch off"))
def switch_off(model_admin, request, queryset):
    """Retire what is selected; the rules of each row are heard, and each change is in its history."""
    _switch(model_admin, request, queryset, False)


@admin.action(description=_("Switch on"))
def switch_on(model_admin, request, queryset):
    _switch(model_admin, request, queryset, True)


def _switch(model_admin, request, queryset, is_active):
    count = 0
    for row in queryset.exclude(is_active=is_active):
        row.is_active = is_active
        try:
            row.clean()
        except ValidationError as error:
            model_admin.message_user(request, f"{row}: {' '.join(error.messages)}", messages.ERROR)
            continue
        row.save(update_fields=["is_active"])
        model_admin.log_change(request, row, str(_("Switched on.") if is_active else _("Switched off.")))
        count += 1
    words = (
        ngettext("%(count)s switched on.", "%(count)s switched on.", count)
        if is_active
        else ngettext("%(count)s switched off.", "%(count)s switched off.", count)
    )
    model_admin.message_user(request, words % {"count": number(count)}, messages.SUCCESS)


class HouseAdmin(FriendlyFields, admin.ModelAdmin):
    """What is referred to is never deleted: it is switched off, and what exists keeps it.

    `owns` names the models (app_label.model) whose rows are part of a row and go with it.
    """

    owns = ()
    list_per_page = 50
    change_form_template = "admin/house_change_form.html"

    def get_actions(self, request):
        # Deleting is done one by one, on the page that says what is in the way.
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        if any(field.name == "is_active" for field in self.model._meta.fields):
            for action in (switch_off, switch_on):
                actions[action.__name__] = (action, action.__name__, action.short_description)
        return actions

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not self.is_in_use(obj))

    def is_in_use(self, obj):
        """Whether anything but its own parts refers to `obj`."""
        relations = (field for field in obj._meta.get_fields(include_hidden=True) if field.auto_created)
        return any(
            relation.related_model._base_manager.filter(**{relation.field.name: obj}).exists()
            for relation in relations
            if not relation.concrete and relation.related_model._meta.label_lower not in self.owns
        )

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["is_in_use"] = obj is not None and self.is_in_use(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def construct_change_message(self, request, form, formsets, add=False):
        told = super().construct_change_message(request, form, formsets, add)
        if not add and form.changed_data and isinstance(told, list):
            told[0]["changed"]["fields"] = [before_and_after(form, name) for name in form.changed_data]
        return told


def before_and_after(form, name):
    """A changed field in words: Name (“IT” → “Information technology”)."""
    field = form.fields[name]
    former, now = (_in_words(field, value) for value in (form.initial.get(name), form.cleaned_data.get(name)))
    return f"{field.label or name} (“{former}” → “{now}”)"


def _in_words(field, value):
    if queryset := getattr(field, "queryset", None):
        value = queryset.model._base_manager.filter(pk=value).first() if isinstance(value, int) else value
    elif choices := getattr(field, "choices", None):
        value = dict(choices).get(value, value)
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"
