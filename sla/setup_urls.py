"""Addresses of what admins set of service levels, under /setup/service-levels/."""

from django.urls import path

from sla.views import calendars, policies, proposals, service_levels

app_name = "service_levels"

urlpatterns = [
    path("", service_levels.index, name="index"),
    path("calendars/new/", calendars.create, name="calendar_create"),
    path("calendars/<int:pk>/", calendars.edit, name="calendar"),
    path("calendars/<int:pk>/removal/", calendars.remove, name="calendar_removal"),
    path("calendars/<int:pk>/return/", calendars.bring_back, name="calendar_return"),
    path("choices/<slug:slug>/", policies.choices, name="choices"),
    path("policies/new/<slug:party>/", policies.create, name="policy_create"),
    path("policies/<int:pk>/", policies.edit, name="policy"),
    path("proposals/<int:pk>/", proposals.show, name="proposal"),
    path("proposals/<int:pk>/publishing/", proposals.put_in_force, name="publishing"),
    path("proposals/<int:pk>/again/", proposals.run_again, name="proposal_again"),
    path("proposals/<int:pk>/discarding/", proposals.discard, name="discarding"),
]
