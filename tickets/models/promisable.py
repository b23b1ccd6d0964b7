"""Has one promised moment, so that lists sort by it; who promises and why is told upstairs."""

from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

NEVER = "9999-12-31 00:00:00+00"


class PromisableQuerySet(models.QuerySet):
    def overdue(self):
        return self.open().filter(due_at__lt=Now())

    def promise(self, moments):
        """Keep the next promised moment of many tickets ({id: moment or None}), in one statement."""
        table = self.model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} AS ticket SET due_at = given.due_at"  # noqa: S608  a name of ours
                " FROM unnest(%s::bigint[], %s::timestamptz[]) AS given (pk, due_at) WHERE ticket.id = given.pk",
                [list(moments), list(moments.values())],
            )


class Promisable(models.Model):
    due_at = models.DateTimeField(_("due"), null=True, blank=True, editable=False)
    # What lists are sorted by: never null, so that keyset paging stays a plain comparison.
    due_order = models.GeneratedField(
        expression=Coalesce(F("due_at"), Value(NEVER, output_field=models.DateTimeField())),
        output_field=models.DateTimeField(),
        db_persist=True,
    )

    class Meta:
        abstract = True

    def promise(self, due_at):
        """Keep `due_at` (or None) as the next moment somebody is promised something."""
        type(self).objects.filter(pk=self.pk).update(due_at=due_at)
        self.due_at = due_at
