"""Can be tied to other tickets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.eventful import Event, Eventful, verb


class Link(models.Model):
    """One tie between two tickets, read from `source` to `target`."""

    class Kind(models.TextChoices):
        FOLLOWS = "follows", _("follows up")
        RELATED = "related", _("related to")
        MERGED = "merged", _("merged into")
        SPLIT = "split", _("split off from")

    # The index of one_link_a_pair begins with it.
    source = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="links", db_index=False)
    target = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.RELATED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="one_link_a_pair"),
            models.UniqueConstraint(fields=["source"], condition=models.Q(kind="merged"), name="merged_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="no_link_to_itself"),
        ]

    def __str__(self):
        return f"{self.source} {self.get_kind_display()} {self.target}"


class Linkable(Eventful):
    class Meta:
        abstract = True

    @verb
    def link(self, target, *, by, kind=Link.Kind.RELATED):
        """Tie this ticket to `target`; both timelines say so."""
        _tie, is_new = Link.objects.get_or_create(source=self, target=target, kind=kind)
        if is_new:
            self.record(Event.Kind.LINKED, by=by, relation=kind, number=target.number)
            target.record(Event.Kind.LINKED, by=by, relation=kind, number=self.number)
