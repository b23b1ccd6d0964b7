"""Processes of this house beside the one of the tests, at the same test database."""

import os
import sys

from django.conf import settings
from django.db import connection

from helpdesk import embedded

PYTHON = sys.executable


def environment(**more):
    """The environment in which another process finds the test database."""
    home = os.environ.get("DATABASE_URL") or embedded.database_url(settings.VAR_DIR)
    address = f"{home.rpartition('/')[0]}/{connection.settings_dict['NAME']}"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "helpdesk.settings", "DATABASE_URL": address, **more}
