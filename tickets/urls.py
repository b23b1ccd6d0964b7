"""The agents' side: the queue and what finds things in it, then the ticket and what can be done with it."""

from django.urls import path

app_name = "tickets"

# The queue, saved views, bulk changes and finding things.
queue_urls = []

# One ticket, and the nouns one POSTs to.
ticket_urls = []

urlpatterns = [*queue_urls, *ticket_urls]
