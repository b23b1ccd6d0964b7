"""Where the clocks of a ticket stand between two events."""

from django.db import connection, models

from tickets.models import Ticket


class ServiceRecordManager(models.Manager):
    def note(self, records):
        """Write how far records that are there have been read, in one statement."""
        rows = [[one.pk, one.read_until, one.is_answered] for one in records]
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {self.model._meta.db_table} AS record"  # noqa: S608  a name of ours
                " SET read_until = given.read_until, is_answered = given.is_answered"
                " FROM unnest(%s::bigint[], %s::timestamptz[], %s::boolean[]) AS given (pk, read_until, is_answered)"
                " WHERE record.ticket_id = given.pk",
                [list(column) for column in zip(*rows, strict=True)] or [[], [], []],
            )


class ServiceRecord(models.Model):
    """What the next event of a ticket is compared with. A projection of its events, like the clocks."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="+")
    opened_at = models.DateTimeField()
    read_until = models.DateTimeField()
    is_answered = models.BooleanField(default=False)
    # How the ticket stood after the last event (Event.standing).
    standing = models.JSONField(default=dict)

    objects = ServiceRecordManager()

    def __str__(self):
        return str(self.pk)
