"""Addresses under /setup/mail/."""

from django.urls import path

from channels.views import sent

app_name = "channels"

urlpatterns = [
    path("", sent.index, name="sent"),
    path("<int:pk>/", sent.letter, name="letter"),
    path("<int:pk>/again/", sent.again, name="again"),
]
