"""Has a subject, a category with answers to its fields, and tags; all may be put right later."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.models.category import Category
from tickets.models.choices import Kind
from tickets.models.eventful import Event, Eventful, verb

MOST_TAGS = 20


def tidy_tags(tags):
    """Tags as they are kept: small letters, no doubles, in order, at most 40 characters each."""
    return sorted({" ".join(tag.lower().split())[:40] for tag in tags if tag.strip()})[:MOST_TAGS]


class DescribableQuerySet(models.QuerySet):
    def tagged(self, tag):
        return self.filter(tags__contains=[tag])


class Describable(Eventful):
    subject = models.CharField(_("subject"), max_length=255)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.INCIDENT)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    tags = ArrayField(models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True)

    class Meta:
        abstract = True

    @verb
    def describe(self, *, by, **facts):
        """Put subject, kind, category, severity or answers right; one event lists each former and new value."""
        allowed = {"subject", "kind", "category", "severity", "answers"}
        if unknown := set(facts) - allowed:
            raise TypeError(f"A ticket is not described by {', '.join(sorted(unknown))}.")
        changed = {name: value for name, value in facts.items() if getattr(self, name) != value}
        if not changed:
            return
        category = changed.get("category")
        if category and category.desk_id != self.desk_id:
            raise ValidationError(_("This category belongs to another desk."))
        lines = []
        for name, value in changed.items():
            was = getattr(self, f"{name}_id" if name == "category" else name)
            lines.append(
                {"field": name, "former": self._told(name), "now": self._told(name, value), "was": was}
            )
            setattr(self, name, value)
        self.save(update_fields=list(changed))
        self.record(Event.Kind.DESCRIBED, by=by, changes=lines)

    @verb
    def tag(self, *, by, add=(), remove=()):
        tags = tidy_tags((set(self.tags) | set(tidy_tags(add))) - set(tidy_tags(remove)))
        if tags != self.tags:
            former, self.tags = self.tags, tags
            self.save(update_fields=["tags"])
            added, removed = sorted(set(tags) - set(former)), sorted(set(former) - set(tags))
            self.record(Event.Kind.TAGGED, by=by, added=added, removed=removed)

    def _told(self, name, *value):
        told = value[0] if value else getattr(self, name)
        return told if isinstance(told, dict) else "" if told is None else str(told)
