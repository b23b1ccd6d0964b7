"""The agents' side: the queue and what finds things in it, then the ticket and what can be done with it."""

from django.urls import include, path

from tickets.views import attachments

app_name = "tickets"

# The queue, saved views, bulk changes and finding things.
queue_urls = []

# One ticket, and the nouns one POSTs to.
ticket_urls = []

# Attached files, for both sides.
file_urls = [path("<uuid:key>/<str:name>", attachments.show, name="attachment")]

urlpatterns = [
    path("desk/", include([*queue_urls, *ticket_urls])),
    path("files/", include(file_urls)),
]
