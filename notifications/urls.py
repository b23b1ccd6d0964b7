"""Addresses under /notices/."""

from django.urls import path

from notifications.views import bell, done, notices, preferences, summaries

app_name = "notifications"

urlpatterns = [
    path("", notices.index, name="list"),
    path("bell/", bell.show, name="bell"),
    path("done/", done.create, name="done"),
    path("undone/", done.destroy, name="undone"),
    path("preferences/", preferences.edit, name="preferences"),
    path("unsubscribe/<str:token>/", summaries.unsubscribe, name="unsubscribe"),
]
