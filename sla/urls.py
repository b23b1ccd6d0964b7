"""Addresses of service levels, under /desk/."""

from django.urls import path

from sla.views import clocks

app_name = "sla"

urlpatterns = [
    path("tickets/<int:number>/clocks/", clocks.index, name="clocks"),
    path("tickets/<int:number>/clocks/<int:pk>/", clocks.show, name="clock"),
]
