"""Addresses of the words of our mails, under /setup/mail/words/."""

from django.urls import path

from notifications.views import words

app_name = "mail_words"

urlpatterns = [
    path("", words.index, name="index"),
    path("<slug:reason>/", words.edit, name="edit"),
    path("<int:pk>/removal/", words.remove, name="removal"),
]
