"""The columns of a list while they are being chosen: drawn anew by the server after each step."""

from django import forms

from accounts.models import User
from tickets.columns import ALWAYS, COLUMNS, USUAL, known

# Pixels. The subject takes what the others leave.
NARROWEST, WIDEST = 40, 800


class ColumnChoice:
    """All columns in order, and which of them show."""

    def __init__(self, order, shown):
        self.order = [*dict.fromkeys(name for name in [*order, *COLUMNS] if name in COLUMNS)]
        self.shown = {*shown, ALWAYS}

    @classmethod
    def of_names(cls, names):
        return cls(names, names)

    @classmethod
    def of_data(cls, data):
        return cls(data.getlist("order")[: len(COLUMNS)], data.getlist("column")[: len(COLUMNS)])

    def step(self, action):
        """What a pressed button says: "up-due", "down-due", "usual"; anything else changes nothing."""
        verb, _dash, name = action.partition("-")
        if verb == "usual":
            self.order, self.shown = ColumnChoice(USUAL, USUAL).order, set(USUAL)
        elif name in self.order and verb in ("up", "down"):
            place = self.order.index(name)
            self.order.pop(place)
            self.order.insert(max(0, place + (1 if verb == "down" else -1)), name)

    @property
    def names(self):
        """The names of the columns that show, in order."""
        return known(name for name in self.order if name in self.shown)

    @property
    def rows(self):
        """Each column, whether it shows, and whether it always does."""
        return [(COLUMNS[name], name in self.shown, name == ALWAYS) for name in self.order]


class WidthForm(forms.Form):
    """How wide one column is, in pixels; without a width, as wide as what stands in it."""

    column = forms.ChoiceField(choices=[(name, name) for name in COLUMNS if name != ALWAYS])
    width = forms.IntegerField(min_value=NARROWEST, max_value=WIDEST, required=False)


class DensityForm(forms.ModelForm):
    """How high the rows of lists are, everywhere."""

    class Meta:
        model = User
        fields = ["density"]
