"""Conditions on tickets: single ones, and trees of them with "all" and "any", nested once.

As kept in a saved view: {"all": [{"field": "priority", "is": ["1"]}, {"any": [{"field": "tag", "not": ["vpn"]}]}]}.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import CharField, F, JSONField, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from core.naming import in_own_language
from tickets.fields import FIELDS, MOST_VALUES
from tickets.models import OPEN_GROUPS

MOST_CONDITIONS = 20
WORDS_SHOWN = 3


@dataclass(frozen=True)
class Condition:
    """One field is, or is not, one of some values."""

    field: object
    values: tuple
    is_not: bool = False

    @classmethod
    def of(cls, name, values, is_not=False):
        """A condition that is understood; ValidationError when the field or a value is unknown."""
        field = FIELDS.get(name) if isinstance(name, str) else None
        if field is None:
            raise ValidationError(_("There is no such filter."))
        values = tuple(dict.fromkeys(values))
        if not values or len(values) > MOST_VALUES or not all(_is_accepted(field, value) for value in values):
            raise ValidationError(
                _("The filter “%(field)s” has a value that is not known."), params={"field": field.label}
            )
        return cls(field, values, is_not)

    def q(self, user):
        q = self.field.q(self.values, user)
        return ~q if self.is_not else q

    @property
    def is_open_only(self):
        """Whether only open tickets can meet it, so that every order is cheap."""
        is_open = {"open", *(group.value for group in OPEN_GROUPS)}
        return self.field.name == "stage" and not self.is_not and is_open.issuperset(self.values)

    def conditions(self):
        return [self]

    def as_json(self):
        return {"field": self.field.name, "not" if self.is_not else "is": list(self.values)}

    def names(self, user):
        """The words of each value, as far as `user` may know them."""
        names = names_of([self], user)
        return {
            value: self.field.words(value) or names.get((self.field.name, value)) for value in self.values
        }

    def sentence(self, names):
        """ "Status is New or Waiting"; `names` come from `names_of`."""
        words = [
            str(self.field.words(value) or names.get((self.field.name, value), "?")) for value in self.values
        ]
        if len(words) > WORDS_SHOWN:
            words = [ngettext("%(count)s choice", "%(count)s choices", len(words)) % {"count": len(words)}]
        told = {"field": self.field.label, "values": get_text_list(words, gettext("or"))}
        return (
            gettext("%(field)s is not %(values)s") % told
            if self.is_not
            else gettext("%(field)s is %(values)s") % told
        )


@dataclass(frozen=True)
class Tree:
    """Conditions of which all, or any, must hold."""

    parts: tuple = ()
    is_any: bool = False

    @classmethod
    def of(cls, data, depth=0):
        """The tree that `data` (see the top of this file) describes; ValidationError when it describes none."""
        joint = next((key for key in ("all", "any") if isinstance(data, dict) and key in data), None)
        entries = data.get(joint) if joint else None
        if not isinstance(entries, list) or len(data) != 1 or len(entries) > MOST_CONDITIONS or depth > 1:
            raise ValidationError(_("These conditions cannot be read."))
        return cls(tuple(cls._part(entry, depth) for entry in entries), joint == "any")

    @classmethod
    def _part(cls, entry, depth):
        if not isinstance(entry, dict) or "field" not in entry:
            return cls.of(entry, depth + 1)
        values = entry.get("is", entry.get("not"))
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise ValidationError(_("These conditions cannot be read."))
        return Condition.of(entry["field"], values, is_not="is" not in entry)

    def q(self, user):
        # None of no conditions holds: a view that cannot be read shows nothing rather than everything.
        q = Q(pk__in=[]) if self.is_any and not self.parts else Q()
        for part in self.parts:
            q = q | part.q(user) if self.is_any else q & part.q(user)
        return q

    @property
    def is_open_only(self):
        holds = [part.is_open_only for part in self.parts]
        return bool(holds) and (all(holds) if self.is_any else any(holds))

    @property
    def is_lasting(self):
        """Whether it means the same tomorrow."""
        return not any(condition.field.is_of_the_moment for condition in self.conditions())

    def conditions(self):
        return [condition for part in self.parts for condition in part.conditions()]

    def as_json(self):
        return {"any" if self.is_any else "all": [part.as_json() for part in self.parts]}


def names_of(conditions, user):
    """The names of all rows these conditions speak of, as far as `user` may know them: one statement, or none."""
    wanted = {}
    for condition in conditions:
        ids = [int(value) for value in condition.values if value.isdigit()]
        if condition.field.model and ids:
            wanted.setdefault(condition.field, set()).update(ids)
    queries = [_names(field, ids, user) for field, ids in wanted.items()]
    rows = queries[0].union(*queries[1:], all=True) if queries else []
    return {(name, str(pk)): in_own_language(word, words) for name, pk, word, words in rows}


def _names(field, ids, user):
    rows = field.rows(user).filter(pk__in=ids).order_by()
    name, names = F("name"), F("names")
    if field.model is User:
        name = Coalesce(NullIf(F("name"), Value("")), F("email"), output_field=CharField())
    if field.model in (User, Organization):
        names = Value({}, JSONField())
    told = Value(field.name, CharField())
    return rows.annotate(told=told, own=name, own_names=names).values_list("told", "pk", "own", "own_names")


def _is_accepted(field, value):
    return isinstance(value, str) and "\x00" not in value and len(value) <= 100 and field.accepts(value)
