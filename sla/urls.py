"""Addresses of service levels, under /desk/."""

from django.urls import path

from sla.views import clocks, own_numbers, reports

app_name = "sla"

urlpatterns = [
    path("tickets/<int:number>/clocks/", clocks.index, name="clocks"),
    path("tickets/<int:number>/clocks/<int:pk>/", clocks.show, name="clock"),
    path("reports/service-levels/", reports.show, name="report"),
    path("reports/service-levels/table.csv", reports.show_csv, name="report_csv"),
    path("reports/service-levels/clocks/", reports.rows, name="rows"),
    path("reports/service-levels/clocks.csv", reports.rows_csv, name="rows_csv"),
    path("reports/mine/", own_numbers.mine, name="mine"),
    path("reports/agents/<int:user>/", own_numbers.of_agent, name="agent_numbers"),
]
