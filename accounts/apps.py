from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _

from accounts import lifetimes


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and desks")

    def ready(self):
        user_logged_in.connect(lifetimes.begin, dispatch_uid="accounts.lifetimes")
