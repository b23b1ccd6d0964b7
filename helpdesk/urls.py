"""Every address of the house."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from accounts.doors import open_to_all
from accounts.views import keys
from notifications.live.views import stream
from tickets.views.portal.home import arrive

urlpatterns = [
    path("", arrive, name="home"),
    path("", include("helpdesk.own_urls")),
    path("", include("tickets.urls")),
    path("desk/", include("sla.urls")),
    path("desk/", include("channels.desk_urls")),
    path("portal/", include("tickets.portal_urls")),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", keys.remove, name="mfa_remove_webauthn"),
    path("accounts/", include("allauth.urls")),
    path("me/", include("accounts.urls")),
    path("notices/", include("notifications.urls")),
    path("mail/", include("channels.mail_urls")),
    path("setup/mail/", include("channels.urls")),
    path("setup/mail/words/", include("notifications.setup_urls")),
    path("mail/", include("channels.hook_urls")),
    path("setup/service-levels/", include("sla.setup_urls")),
    path("live/", stream, name="live"),
    path("language/", open_to_all(set_language), name="set_language"),
    path("admin/", admin.site.urls),
]

handler400 = "helpdesk.errors.bad_request"
handler403 = "helpdesk.errors.forbidden"
handler404 = "helpdesk.errors.not_found"
handler429 = "helpdesk.errors.too_many"
handler500 = "helpdesk.errors.broken"
