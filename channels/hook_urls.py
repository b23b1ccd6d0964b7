"""Addresses that other machines call, under /mail/."""

from django.urls import path

from channels.views import hooks

app_name = "hooks"

urlpatterns = [
    path("in/<str:key>/", hooks.mail, name="mail"),
    # Mailgun sends the whole mail to addresses that end so.
    path("in/<str:key>/mime", hooks.mail, name="mime"),
    path("reports/<str:key>/", hooks.reports, name="reports"),
]
