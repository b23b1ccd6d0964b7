"""The orders a list of tickets may stand in. What is not named here is never sorted by.

On lists that may hold closed tickets only orders with an index over all tickets are offered; the open ones are
few enough for every order.
"""

from dataclasses import dataclass, field

from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sort:
    """One order: `keys` as keyset paging wants them (never null, the last one unique)."""

    name: str
    label: str = field(compare=False)
    keys: tuple
    is_over_all: bool = False
    extra: tuple = ()
    is_turned: bool = False

    @property
    def value(self):
        """As it stands in an address."""
        return f"-{self.name}" if self.is_turned else self.name

    @property
    def is_descending(self):
        return self.order[0].startswith("-")

    @property
    def order(self):
        if not self.is_turned:
            return list(self.keys)
        return [key[1:] if key.startswith("-") else f"-{key}" for key in self.keys]

    def turned(self):
        return Sort(self.name, self.label, self.keys, self.is_over_all, self.extra, not self.is_turned)

    def prepared(self, queryset):
        """The queryset with what this order compares."""
        return queryset.annotate(**dict(self.extra)) if self.extra else queryset


ASSIGNEE_NAME = Coalesce(F("assignee__name"), Value(""))

SORTS = {
    sort.name: sort
    for sort in [
        Sort("due", _("Due first"), ("due_order", "pk")),
        Sort("updated", _("Latest change first"), ("-updated_at", "-pk"), is_over_all=True),
        Sort("number", _("Oldest first"), ("number",), is_over_all=True),
        Sort("priority", _("Most urgent first"), ("priority", "due_order", "pk")),
        Sort("status", _("By status"), ("status__order", "due_order", "pk")),
        Sort("requester", _("By requester"), ("requester__name", "pk")),
        Sort(
            "assignee", _("By assignee"), ("assignee_name", "pk"), extra=(("assignee_name", ASSIGNEE_NAME),)
        ),
        Sort("subject", _("By subject"), ("subject", "pk")),
    ]
}
USUAL, USUAL_OVER_ALL = SORTS["due"], SORTS["updated"]


def sort_of(value, *, is_open_only, otherwise=""):
    """The order named `value` ("-" turns it round), else the one named `otherwise`, else the usual one."""
    for name in (value, otherwise):
        sort = SORTS.get((name or "").removeprefix("-"))
        if sort and (is_open_only or sort.is_over_all):
            return sort.turned() if name.startswith("-") else sort
    return USUAL if is_open_only else USUAL_OVER_ALL
