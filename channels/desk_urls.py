"""Addresses of mail under /desk/."""

from django.urls import path

from channels.views import deliveries

app_name = "deliveries"

urlpatterns = [
    path("tickets/<int:number>/mails/<int:pk>/sending/", deliveries.send_again, name="sending"),
    path("tickets/<int:number>/address/lifting/", deliveries.lift, name="lifting"),
]
