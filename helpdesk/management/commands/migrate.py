"""Django's migrate, without the limit on the time of a statement that pages have."""

from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    """An index over a million rows takes longer than any page may; locks are still not waited for without end."""

    def handle(self, *args, **options):
        with connections[options["database"]].cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
        super().handle(*args, **options)
