"""Processes of this house beside the one of the tests, at the same test database."""

import os
import sys
from urllib.parse import quote

from django.db import connection

PYTHON = sys.executable


def environment(**more):
    """The environment in which another process finds the test database."""
    facts = connection.settings_dict
    who = ":".join(quote(part, safe="") for part in (facts["USER"], facts["PASSWORD"]) if part)
    # A directory stands for a socket; django-environ wants it as it is.
    where = (
        f"/{facts['HOST']}" if facts["HOST"].startswith("/") else f"{facts['HOST']}:{facts['PORT'] or 5432}"
    )
    address = f"postgresql://{who}@{where}/{facts['NAME']}"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "helpdesk.settings", "DATABASE_URL": address, **more}
