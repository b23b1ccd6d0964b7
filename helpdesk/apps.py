from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig

from helpdesk.celery import app as celery_app


class AdminConfig(DjangoAdminConfig):
    default_site = "helpdesk.admin.HelpdeskAdminSite"


class HelpdeskConfig(AppConfig):
    name = "helpdesk"
    # Held here so that every Django process has the Celery application before a task is sent.
    celery_app = celery_app
