"""The roof's own addresses: setup, and the questions of machines that watch."""

from django.urls import path

from helpdesk.views import health, setup, styleguide

app_name = "helpdesk"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("setup/", setup.show, name="setup"),
    path("setup/health/", health.show, name="health"),
    path("setup/test-mail/", setup.test_mail, name="test_mail"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
