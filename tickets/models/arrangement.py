"""How one person keeps the views at their side; whoever shared a view with them hears nothing of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction


class ArrangementQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def keep(self, user, view, **facts):
        """Remember `facts` (place, is_hidden, columns) of `view` for `user`; what is not named stays as it was."""
        self.update_or_create(user=user, view=view, defaults=facts)

    @transaction.atomic
    def size(self, user, view, column, width):
        """Remember how many pixels wide `column` of `view` is for `user`; None: as wide as what stands in it."""
        row, _is_new = self.select_for_update().get_or_create(user=user, view=view)
        row.widths.pop(column, None)
        row.widths |= {column: width} if width else {}
        row.save(update_fields=["widths"])

    def show_everywhere(self, user, columns):
        """Let all views of `user` have `columns`, those too that had others."""
        self.of(user).update(columns=[])
        self.keep(user, self.model.ALL_VIEWS, columns=columns)

    def place(self, user, views):
        """Remember the order of `views` (slugs) for `user`."""
        rows = [self.model(user=user, view=view, place=place) for place, view in enumerate(views)]
        self.bulk_create(rows, update_conflicts=True, unique_fields=["user", "view"], update_fields=["place"])


class Arrangement(models.Model):
    """One view as one person keeps it: its place among its like, whether it is hidden, its columns, their widths."""

    ALL_VIEWS = ""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # What addresses call the view (tickets/queues.py), or ALL_VIEWS.
    view = models.CharField(max_length=24, blank=True)
    place = models.PositiveSmallIntegerField(null=True)
    is_hidden = models.BooleanField(default=False)
    # Names of tickets/columns.py; none: those of ALL_VIEWS, or the usual ones.
    columns = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    # Pixels by the name of a column; a column not named here is as wide as what stands in it.
    widths = models.JSONField(default=dict, blank=True)

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "view"], name="one_arrangement_a_person_and_view")
        ]

    def __str__(self):
        return f"{self.user}: {self.view}"
