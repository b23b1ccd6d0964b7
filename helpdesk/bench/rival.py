"""What django-helpdesk's `get_email` costs on a folder of mails, by its own queue of the type "local".

A program by itself: it runs with the Python of django-helpdesk, where none of our modules is. Needs
DATABASE (JSON, as in Django's settings); is told folders of mails, line by line, and answers each by one of JSON.
"""

import json
import os
import sys
import time
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import include, path


def main():
    settings.configure(
        DATABASES={"default": json.loads(os.environ["DATABASE"])},
        INSTALLED_APPS=[
            *("django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes"),
            *("django.contrib.sessions", "django.contrib.messages", "django.contrib.humanize"),
            *("django.contrib.sites", "django.contrib.staticfiles", "rest_framework", "helpdesk"),
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        HELPDESK_TEAMS_MODE_ENABLED=False,
        LOGIN_URL="/",
        MEDIA_ROOT="media",
        SECRET_KEY="nobody signs in here",  # noqa: S106
        SITE_ID=1,
        STATIC_URL="/static/",
        USE_TZ=True,
    )
    django.setup()
    settings.ROOT_URLCONF = (path("", include("helpdesk.urls")),)
    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    models = {name: apps.get_model("helpdesk", name) for name in ("FollowUp", "Queue", "Ticket")}
    queue = models["Queue"].objects.create(
        title="Support",
        slug="support",
        email_address="support@desk.example",
        allow_email_submission=True,
        email_box_type="local",
        email_box_interval=0,
    )
    for folder in sys.stdin:
        queue.email_box_local_dir, queue.email_box_last_check = folder.strip(), None
        queue.save()
        print(json.dumps(measured(models)), flush=True)


def measured(models):
    statements = Counter()
    backend = backend_seconds()
    began = time.process_time()
    with connection.execute_wrapper(statements):
        call_command("get_email", quiet=True)
    taken = time.process_time() - began
    return {
        "cpu": taken,
        "database": backend_seconds() - backend,
        "statements": statements.count,
        "tickets": models["Ticket"].objects.count(),
        "followups": models["FollowUp"].objects.count(),
    }


class Counter:
    def __init__(self):
        self.count = 0

    def __call__(self, execute, *words):
        self.count += 1
        return execute(*words)


def backend_seconds():
    """Processor time of the PostgreSQL process behind this connection (Linux; proc(5), fields 14 and 15)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
