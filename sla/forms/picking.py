"""Some of very many, chosen one by one: what is chosen stands there ticked, and what is typed is added to it."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Contract, Organization
from sla.overtaking import LONGEST_KEY

MOST_FOUND = 8


@dataclass(frozen=True)
class Pick:
    """Rows of `model` that people know `by` one unique field, and find by `others`, too."""

    model: type
    by: str
    others: tuple = ()
    shown_with: tuple = ()

    def found(self, text):
        """The first few rows that a part of a word finds."""
        wanted = Q()
        for name in (self.by, *self.others):
            wanted |= Q(**{f"{name}__icontains": text})
        rows = self.model.objects.filter(wanted).select_related(*self.shown_with).order_by(self.by)
        return [(getattr(row, self.by), row) for row in rows[:MOST_FOUND]]

    def meant(self, text):
        """The key of the row that a text names: exactly, or as the only one that it is a part of; else None."""
        for lookup in ("iexact", "icontains"):
            keys = self.model.objects.filter(**{f"{self.by}__{lookup}": text}).values_list("pk", flat=True)[
                :2
            ]
            if len(keys) == 1:
                return keys[0]
        return None

    def choices(self, keys):
        """[(key, words), ...] of those of `keys` (numbers, or what a browser sends for them) that are there."""
        keys = [str(key) for key in keys]
        keys = [key for key in keys if key.isdecimal() and len(key) <= LONGEST_KEY]
        return [(row.pk, str(row)) for row in self.model.objects.filter(pk__in=keys)] if keys else []


PICKS = {
    "contract": Pick(Contract, "number", ("service_level", "organization__name"), ("organization",)),
    "organization": Pick(Organization, "name"),
}


def picked(data, names):
    """What was sent, with each typed text that names a row among those that are chosen; the others stay typed."""
    data = data.copy()
    for name in names & PICKS.keys():
        text = data.get(f"more-{name}", "").strip()[:160].replace("\x00", "")
        key = PICKS[name].meant(text) if text else None
        if key is not None:
            data[f"more-{name}"] = ""
            if str(key) not in data.getlist(f"fits-{name}"):
                data.appendlist(f"fits-{name}", str(key))
    return data


def unknown(text):
    return _(
        "Nothing, or more than one, is called “%(text)s”. Choose one that is offered while you type."
    ) % {"text": text}
