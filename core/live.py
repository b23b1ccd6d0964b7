"""Tells open pages that something changed: names and ids only, each page then asks for its own fragment."""

import json

from django.db import connection

from core import gathered

CHANNEL = "live"
# PostgreSQL carries 8,000 bytes in one notice; who is left out hears by asking.
MOST_USERS = 500


def tell_open_pages(names, *, desk=None, users=(), organization=None, department=None):
    """Send the messages `names` (such as "ticket.10461") to open pages once the transaction commits.

    They reach those who work at the desk with id `desk`, the people with ids `users`, and those whose sight
    covers the `organization` or `department` with that id. docs/frontend.md lists the names.
    """
    audience = {
        "names": names,
        "desk": desk,
        "users": sorted(users)[:MOST_USERS],
        "organization": organization,
        "department": department,
    }
    gathered.tell(_send, json.dumps(audience))


def _send(notices):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, notice) FROM unnest(%s::text[]) AS notice", [CHANNEL, notices])
