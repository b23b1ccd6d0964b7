"""The administration's own site: signed in through the same door as everybody, with the same limits."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class HelpdeskAdminSite(AdminSite):
    site_header = site_title = _("Helpdesk administration")
    index_title = _("Everything that can be set")
    login = secure_admin_login(AdminSite.login)
