"""People, organizations and desks in the administration."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.directory import change_address
from accounts.entrance import ResetPasswordForm
from accounts.models import Contract, Department, Desk, Organization, OrganizationDomain, Team, User
from accounts.walls import KeepsWalls
from core.administration import FriendlyFields, HouseAdmin
from core.numbers import number

# They hold secrets of people or are part of the person's own page; groups have no meaning beside roles.
for model in (EmailAddress, Authenticator, UserSession, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class DomainInline(FriendlyFields, admin.TabularInline):
    model = OrganizationDomain
    extra = 1


class DepartmentInline(FriendlyFields, admin.StackedInline):
    model = Department
    extra = 0
    can_delete = False
    fields = ["name", "names", "is_active"]


class ContractInline(FriendlyFields, admin.StackedInline):
    model = Contract
    extra = 0
    autocomplete_fields = ["contact"]
    can_delete = False


@admin.register(Organization)
class OrganizationAdmin(HouseAdmin):
    list_display = ["name", "is_vip", "is_active"]
    list_filter = ["is_active", "is_vip"]
    search_fields = ["name", "domains__domain", "contracts__number"]
    fields = ["name", "contact", "is_vip", "is_active", "notes"]
    autocomplete_fields = ["contact"]
    inlines = [DomainInline, DepartmentInline, ContractInline]
    owns = ["accounts.organizationdomain"]


@admin.register(Department)
class DepartmentAdmin(HouseAdmin):
    list_display = ["name", "organization", "is_active"]
    list_filter = ["is_active", "organization"]
    list_select_related = ["organization"]
    search_fields = ["name", "organization__name"]
    autocomplete_fields = ["organization"]


@admin.register(Contract)
class ContractAdmin(HouseAdmin):
    list_display = ["number", "organization", "service_level", "valid_from", "valid_to"]
    list_filter = ["organization"]
    list_select_related = ["organization"]
    search_fields = ["number", "organization__name", "service_level"]
    autocomplete_fields = ["organization", "contact"]
    date_hierarchy = "valid_to"


class TeamInline(FriendlyFields, admin.TabularInline):
    model = Team
    extra = 0
    fields = ["name", "tier", "is_active"]
    show_change_link = True
    can_delete = False


@admin.register(Desk)
class DeskAdmin(KeepsWalls, HouseAdmin):
    list_display = ["name", "slug", "is_walled", "is_open_to_guests", "is_active", "order"]
    list_editable = ["order"]
    list_filter = ["is_active", "is_walled"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [TeamInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "description", "icon", "hue", "order", "is_active"]}),
        (_("Who may ask, who may see"), {"fields": ["is_open_to_guests", "is_walled"]}),
        (_("How tickets end"), {"fields": ["autoclose_days", "reopen_days"]}),
        (_("In other languages"), {"fields": ["names"], "classes": ["collapse"]}),
    ]


@admin.register(Team)
class TeamAdmin(KeepsWalls, HouseAdmin):
    list_display = ["name", "desk", "tier", "is_active"]
    list_filter = ["is_active", "desk", "tier"]
    list_select_related = ["desk"]
    search_fields = ["name", "desk__name"]
    autocomplete_fields = ["desk", "members"]
    fields = ["name", "desk", "tier", "members", "is_active", "names"]
    owns = ["accounts.team_members"]


class MembershipInline(FriendlyFields, admin.TabularInline):
    model = Team.members.through
    extra = 0
    verbose_name, verbose_name_plural = _("team"), _("teams")
    autocomplete_fields = ["team"]


class AddressInline(admin.TabularInline):
    """The addresses somebody has shown to be theirs: to look at; people change them in their own profile."""

    model = EmailAddress
    extra = 0
    fields = readonly_fields = ["email", "verified", "primary"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(User)
class PersonAdmin(KeepsWalls, HouseAdmin):
    list_display = ["name", "email", "role", "organization", "is_active", "last_login"]
    list_display_links = ["name", "email"]
    list_filter = ["role", "is_active", "is_vip", "language"]
    list_select_related = ["organization"]
    show_full_result_count = False
    search_fields = ["name", "email", "phone"]
    ordering = ["name", "email"]
    autocomplete_fields = ["organization", "department"]
    readonly_fields = ["last_login", "date_joined", "has_second_factor"]
    inlines = [MembershipInline, AddressInline]
    actions = ["send_password_mail", "sign_out_everywhere", "take_second_factor"]
    owns = [
        "accounts.team_members", "account.emailaddress", "account.emailconfirmation", "mfa.authenticator",
        "usersessions.usersession",
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["name", "email", "role", "is_active"]}),
        (_("Where they belong"), {"fields": ["organization", "department", "sight", "job_title", "phone"]}),
        (_("Language and time"), {"fields": ["language", "time_zone"]}),
        (_("For agents"), {"fields": ["is_vip", "notes"]}),
        (_("Signing in"), {"fields": ["has_second_factor", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": ["name", "email", "role", "organization", "language", "time_zone"],
                "description": _("They are sent a mail in which they choose a password themselves."),
            },
        )
    ]

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.add_fieldsets

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_readonly_fields(self, request, obj=None):
        # Nobody gives themselves another role; somebody else has to.
        return [*self.readonly_fields, "role", "is_active"] if obj == request.user else self.readonly_fields

    @admin.display(boolean=True, description=_("has a second factor"))
    def has_second_factor(self, person):
        return Authenticator.objects.filter(user=person).exists()

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            write_to(request, obj)
        elif "email" in form.changed_data:
            change_address(obj, obj.email)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and obj != request.user

    @admin.action(description=_("Send a mail to set a new password"))
    def send_password_mail(self, request, queryset):
        people = list(queryset.filter(is_active=True))
        for person in people:
            write_to(request, person)
            self.log_change(request, person, str(_("A mail to set a new password was sent.")))
        words = ngettext("%(count)s mail is on its way.", "%(count)s mails are on their way.", len(people))
        self.message_user(request, words % {"count": number(len(people))}, messages.SUCCESS)

    @admin.action(description=_("Sign out everywhere"))
    def sign_out_everywhere(self, request, queryset):
        for person in queryset:
            person.end_sessions()
            self.log_change(request, person, str(_("Signed out on every device.")))
        self.message_user(request, _("They have to sign in again."), messages.SUCCESS)

    @admin.action(description=_("Remove the second factor (phone or key lost)"))
    def take_second_factor(self, request, queryset):
        for person in queryset.exclude(pk=request.user.pk):
            Authenticator.objects.filter(user=person).delete()
            person.end_sessions()
            self.log_change(request, person, str(_("The second factor was removed.")))
        self.message_user(
            request,
            _("They now sign in with the password alone and can set up a new factor."),
            messages.SUCCESS,
        )


def write_to(request, person):
    """Send `person` the mail with the link to choose a password."""
    form = ResetPasswordForm({"email": person.email})
    if form.is_valid():
        form.save(request)


@admin.register(LogEntry)
class HistoryAdmin(admin.ModelAdmin):
    """Who changed what in the administration, and when. Written by Django, never by hand."""

    list_display = ["action_time", "user", "content_type", "object_repr", "told"]
    list_filter = ["action_flag", ("user", admin.RelatedOnlyFieldListFilter), "content_type"]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr", "change_message", "user__email"]
    date_hierarchy = "action_time"
    fields = ["action_time", "user", "content_type", "object_repr", "told"]

    @admin.display(description=_("change"))
    def told(self, entry):
        return entry.get_change_message()

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
