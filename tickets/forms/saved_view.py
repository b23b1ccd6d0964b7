"""The editor of a saved view: rows of conditions in groups, drawn anew by the server after each step."""

from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tickets.conditions import MOST_CONDITIONS, Condition, Tree
from tickets.fields import FIELDS, MomentField
from tickets.models import SavedView
from tickets.sorting import SORTS

MOST_GROUPS = 4


@dataclass
class Row:
    """One condition while it is being edited."""

    group: int
    name: str = ""
    is_not: bool = False
    values: list = field(default_factory=list)
    find: str = ""
    error: str = ""

    @property
    def field(self):
        return FIELDS.get(self.name)

    @property
    def is_span(self):
        return isinstance(self.field, MomentField)

    @classmethod
    def of(cls, condition, group):
        return cls(group, condition.field.name, condition.is_not, list(condition.values))

    def condition(self):
        """The condition typed here, or None with `error` set."""
        try:
            return Condition.of(self.name, self.values, self.is_not)
        except ValidationError:
            self.error = _("Choose at least one value.") if self.field else _("Choose what this is about.")
            return None

    def options(self, user):
        """Value, words and whether chosen; what is chosen is always among them, whatever is looked for."""
        offered = {str(value): words for value, words in self.field.options(user, self.find)}
        accepted = [value for value in self.values if self.field.accepts(value)]
        missing = [value for value in accepted if value not in offered]
        names = Condition(self.field, tuple(missing)).names(user) if missing else {}
        listed = {**{value: words for value, words in names.items() if words}, **offered}
        return [(value, words, value in self.values) for value, words in listed.items()]


class Editor:
    """The conditions of a view while they are being edited: a joint, and rows in the main group (0) or others."""

    def __init__(self, is_any=False, rows=None):
        self.is_any, self.rows = is_any, rows or []

    @classmethod
    def of_tree(cls, tree):
        rows, groups = [], 0
        for part in tree.parts:
            if isinstance(part, Condition):
                rows.append(Row.of(part, 0))
                continue
            is_same = part.is_any == tree.is_any or len(part.parts) == 1
            groups += not is_same
            rows += [Row.of(condition, 0 if is_same else groups) for condition in part.conditions()]
        return cls(tree.is_any, rows)

    @classmethod
    def of_data(cls, data):
        rows = []
        for place in range(MOST_CONDITIONS):
            group = data.get(f"r{place}.group", "")
            if group in map(str, range(MOST_GROUPS + 1)):
                rows.append(
                    Row(
                        int(group),
                        data.get(f"r{place}.field", ""),
                        data.get(f"r{place}.op") == "not",
                        [value for value in data.getlist(f"r{place}.value")[:50] if value],
                        data.get(f"r{place}.find", "").replace("\x00", "").strip()[:80],
                    )
                )
        return cls(data.get("joint") == "any", rows)

    def step(self, action):
        """Add or remove a row or a group, as the pressed button says: "add-0", "group", "remove-3", else nothing."""
        verb, _dash, place = action.partition("-")
        if verb == "add" and len(self.rows) < MOST_CONDITIONS:
            self.rows.append(Row(int(place) if place.isdigit() and int(place) <= MOST_GROUPS else 0))
        elif verb == "group" and len(self.groups) <= MOST_GROUPS and len(self.rows) < MOST_CONDITIONS:
            self.rows.append(Row(max([row.group for row in self.rows], default=0) + 1))
        elif verb == "remove" and place.isdigit() and int(place) < len(self.rows):
            self.rows.pop(int(place))

    @property
    def field_choices(self):
        return [(name, field.label) for name, field in FIELDS.items()]

    @property
    def groups(self):
        """The groups with their rows as (place, row), the main one first even when it is empty."""
        numbers = sorted({0, *(row.group for row in self.rows)})
        return [
            (number, [(place, row) for place, row in enumerate(self.rows) if row.group == number])
            for number in numbers
        ]

    def tree(self):
        """The tree typed here; None, with the errors on the rows, when a row is not finished."""
        found = {number: [row.condition() for _place, row in rows] for number, rows in self.groups}
        if any(condition is None for conditions in found.values() for condition in conditions):
            return None
        nested = [Tree(tuple(conditions), not self.is_any) for number, conditions in found.items() if number]
        return Tree((*found[0], *nested), self.is_any)


class SavedViewForm(forms.ModelForm):
    """Name, order, colour and readers of a view; only leads may share one."""

    sort = forms.ChoiceField(label=_("Order"), choices=[(sort.name, sort.label) for sort in SORTS.values()])
    hue = forms.TypedChoiceField(
        label=_("Colour"), coerce=int, choices=[(hue, hue) for hue in range(12)], widget=forms.RadioSelect
    )

    class Meta:
        model = SavedView
        fields = ["name", "desk", "sort", "hue"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs.update({"dir": "auto", "class": "form-control"})
        self.fields["sort"].widget.attrs["class"] = self.fields["desk"].widget.attrs["class"] = "form-select"
        if user.is_lead:
            self.fields["desk"].queryset = self.fields["desk"].queryset.filter(
                pk__in=[desk.pk for desk in user.desks]
            )
            self.fields["desk"].empty_label = _("Only for me")
            self.fields["desk"].label = _("For whom")
        else:
            del self.fields["desk"]

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if "\x00" in name:
            raise ValidationError(_("Null characters are not allowed."))
        return name
