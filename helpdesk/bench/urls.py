from django.urls import path

from helpdesk.bench.floor import floor
from helpdesk.urls import handler403, handler404, handler500, urlpatterns

urlpatterns = [path("floor/", floor), *urlpatterns]

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]
