"""Addresses under /mail/: what lies behind the words of a mail, for who may read these."""

from django.urls import path

from channels.views import mails

app_name = "mails"

urlpatterns = [
    path("pictures/", mails.picture, name="picture"),
    path("elsewhere/", mails.elsewhere, name="elsewhere"),
    path("<int:pk>/", mails.whole, name="whole"),
    path("<int:pk>/shown/", mails.shown, name="shown"),
    path("<int:pk>/original/", mails.original, name="original"),
    path("<int:pk>/original/source/", mails.source, name="source"),
]
