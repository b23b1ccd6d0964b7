"""A query string becomes a list of tickets: a view, filters, an order; always within what the reader works on.

Unknown fields, values and orders are left out and told (`Selection.problems`), never an error of ours.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from core.kept import Kept
from core.pages import first_page, keyset_page
from tickets.conditions import Condition, Tree, names_of
from tickets.fields import FIELDS, MomentField
from tickets.models import SavedView, Ticket
from tickets.queues import EVERYTHING, MY_OPEN, Queue, queue_of
from tickets.sorting import SORTS, Sort, sort_of

PAGE_SIZE = 50
MOST_COUNTED = 99
# What a row shows and what the orders compare; a list of fifty tickets fetches nothing else.
ROW = [
    "number", "subject", "last_words", "tags", "priority", "group", "due_at", "due_order", "updated_at",
    "requester__name", "requester__email", "assignee__name", "assignee__email",
    "status__name", "status__names", "status__group", "status__hue", "status__order",
]  # fmt: skip


def _rows(tickets, sort, columns):
    relations = [column.relation for column in columns if column.relation]
    shown = tickets.select_related("requester", "assignee", "status", *relations)
    shown = shown.only(*ROW, *(field for column in columns for field in column.fields))
    return sort.prepared(shown).order_by(*sort.order)


# Desks differ so much in size that a plan for all of them is good for none.
@Kept
def first_rows(desks, tree, sort, columns, user):
    """The rows a list begins with, and one more."""
    reader = User.stand_in(user, desks)
    return _rows(Ticket.objects.worked_by(reader).filter(tree.q(reader)), sort, columns)[: PAGE_SIZE + 1]


@dataclass
class Selection:
    """What a list shows: a view, the filters on top of it, and the order."""

    user: object
    queue: Queue
    filters: list[Condition]
    sort: Sort
    problems: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, user, data, saved_views=None):
        """What the query string `data` (a QueryDict) asks for."""
        if saved_views is None:
            saved_views = SavedView.objects.visible_to(user) if data.get("view", "").isdigit() else []
        filters, problems = _read(data)
        slug = data.get("view", "")
        queue = queue_of(slug, saved_views) or (EVERYTHING if filters or slug else MY_OPEN)
        is_open_only = queue.is_counted or any(condition.is_open_only for condition in filters)
        sort = sort_of(data.get("sort"), is_open_only=is_open_only, otherwise=queue.sort)
        return cls(user, queue, filters, sort, problems)

    @classmethod
    def of_place(cls, user, place):
        """The list a ticket was opened from, as `place` (the ?in= of its address) names it."""
        data = QueryDict(place[:2000]) if "=" in place else QueryDict(mutable=True)
        if "=" not in place:
            data["view"] = place[:40]
        return cls.of(user, data)

    @cached_property
    def is_open_only(self):
        return self.queue.is_counted or any(condition.is_open_only for condition in self.filters)

    @property
    def url(self):
        """The address of this list."""
        return f"{reverse('tickets:queue')}?{self.query()}"

    @property
    def place(self):
        """This list in the fewest letters, for ?in= of a ticket's address."""
        is_plain = not self.filters and self.sort == sort_of(
            "", is_open_only=self.is_open_only, otherwise=self.queue.sort
        )
        return self.queue.slug if is_plain else self.query()

    @property
    def sorts(self):
        """The orders this list may stand in, each with its address."""
        return [
            {"label": sort.label, "query": self.query(sort=sort), "is_current": sort == self.sort}
            for sort in SORTS.values()
            if sort.is_over_all or self.is_open_only
        ]

    def tickets(self):
        """The tickets in this list, unsorted."""
        wanted = self.queue.tree.q(self.user)
        for condition in self.filters:
            wanted &= condition.q(self.user)
        return Ticket.objects.worked_by(self.user).filter(wanted)

    def page(self, cursor=None, columns=()):
        """One page of the tickets, with what a row shows of people and status, and what `columns` show besides."""
        # A view is looked at all day; what somebody filters by now, and pages further down, are not worth keeping.
        if cursor or self.filters or not self.queue.tree.is_lasting:
            rows = _rows(self.tickets(), self.sort, tuple(columns))
            return keyset_page(rows, self.sort.order, cursor=cursor, size=PAGE_SIZE)
        desks, tree = tuple(self.user.desk_keys), self.queue.tree
        rows = first_rows.rows(desks, tree, self.sort, tuple(columns), user=self.user.pk)
        return first_page(rows, self.sort.order, PAGE_SIZE)

    def query(self, without=None, sort=None):
        """The query string of this list, without the filter on one field, or in another order."""
        data = QueryDict(mutable=True)
        data["view"] = self.queue.slug
        for condition in self.filters:
            if condition.field.name != without:
                data.setlist(condition.field.name, condition.values)
                if condition.is_not:
                    data[f"{condition.field.name}.op"] = "not"
        sort = sort or self.sort
        if sort != sort_of("", is_open_only=self.is_open_only, otherwise=self.queue.sort):
            data["sort"] = sort.value
        return data.urlencode()

    def pairs(self, without=None):
        """The same as `query`, as pairs of name and value for hidden fields."""
        data = QueryDict(self.query(without))
        return [(name, value) for name, values in data.lists() for value in values]

    def told(self):
        """Each filter in words, with the address of the list without it."""
        names = names_of(self.filters, self.user)
        return [
            {
                "field": condition.field,
                "words": condition.sentence(names),
                "without": self.query(condition.field.name),
            }
            for condition in self.filters
        ]

    def as_conditions(self):
        """View and filters together, as a saved view keeps them."""
        tree, filters = self.queue.tree, tuple(self.filters)
        parts = (tree,) if tree.is_any else tree.parts
        return Tree(parts + filters).as_json()


def _read(data):
    filters, problems = [], []
    for name, its_field in FIELDS.items():
        values = [value for value in data.getlist(name) if value]
        if isinstance(its_field, MomentField) and (data.get(f"{name}.from") or data.get(f"{name}.to")):
            values = [f"{data.get(f'{name}.from', '')}..{data.get(f'{name}.to', '')}"]
        if not values:
            continue
        try:
            filters.append(Condition.of(name, values, is_not=data.get(f"{name}.op") == "not"))
        except ValidationError as error:
            problems += error.messages
    return filters, problems


@dataclass(frozen=True)
class Neighbours:
    """The tickets before and after one in a list, by number; `position` and `total` are None past MOST_COUNTED."""

    previous: int | None
    next: int | None
    position: int | None
    total: int | None


def neighbours(selection, ticket):
    """Where `ticket` stands in the list `selection`: two short statements, however long the list is."""
    row = selection.sort.prepared(Ticket.objects.filter(pk=ticket.pk)).first()
    position = [_value(row, name) for name in selection.sort.order]
    before = _beside(selection, position, is_before=True)
    after = _beside(selection, position, is_before=False)
    is_counted = len(before) + len(after) < MOST_COUNTED
    return Neighbours(
        before[0] if before else None,
        after[0] if after else None,
        len(before) + 1 if len(before) < MOST_COUNTED else None,
        len(before) + len(after) + 1 if is_counted else None,
    )


def _value(row, name):
    for part in name.lstrip("-").split("__"):
        row = getattr(row, part)
    return row


def _beside(selection, position, *, is_before):
    keys = [(name.lstrip("-"), name.startswith("-") != is_before) for name in selection.sort.order]
    wanted, same = Q(), Q()
    for (name, is_descending), value in zip(keys, position, strict=True):
        wanted |= same & Q(**{f"{name}__{'lt' if is_descending else 'gt'}": value})
        same &= Q(**{name: value})
    order = [f"-{name}" if is_descending else name for name, is_descending in keys]
    rows = selection.sort.prepared(selection.tickets()).filter(wanted).order_by(*order)
    return list(rows.values_list("number", flat=True)[:MOST_COUNTED])
