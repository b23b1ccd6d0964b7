"""Addresses under /me/: what people keep about themselves. Signing in is allauth's, under /accounts/."""

from django.urls import path

from accounts.views import profiles, sessions, wishes

app_name = "accounts"
urlpatterns = [
    path("", profiles.profile, name="profile"),
    path("theme/", wishes.theme, name="theme"),
    path("language/", wishes.language, name="language"),
    path("availability/", wishes.availability, name="availability"),
    path("sessions/<int:pk>/ending/", sessions.ending, name="session_ending"),
]
