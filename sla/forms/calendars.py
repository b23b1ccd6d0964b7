"""A business calendar as an admin fills it in: the usual week, and what to try it with."""

from datetime import timedelta
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.moments import Almanac, digits, is_persian
from core.widgets import TranslationsField
from sla.checking import WEEKDAY_NAMES
from sla.durations import HOUR, read_length, write_length
from sla.opening_hours import WEEKDAYS
from sla.special_days import FIRST_YEAR
from sla.typed_hours import closed, read_windows, write_windows
from sla.wall_clock import zone
from tickets.forms.moments import MomentField

TEN_YEARS = timedelta(days=3653)
FOUR_HOURS = 4 * HOUR
# What a new calendar begins with: the days, in order, and their hours.
USUAL = (WEEKDAYS[:5], "09:00–17:00")
USUAL_IN_IRAN = (("sat", "sun", "mon", "tue", "wed"), "08:00–16:00")


def ordered_weekdays():
    """The names of `spec` for the seven days as the reader's week begins: Saturday for Persian, else Monday."""
    first = WEEKDAYS.index("sat") if is_persian() else 0
    return WEEKDAYS[first:] + WEEKDAYS[:first]


class WindowsField(forms.CharField):
    """ "08:30–12:15, 13:00–17:45"; gives windows as the `spec` of a calendar has them."""

    def __init__(self, **options):
        widget = forms.TextInput({"dir": "ltr", "autocomplete": "off"})
        super().__init__(required=False, max_length=200, widget=widget, **options)

    def clean(self, value):
        return read_windows(super().clean(value))


class NearMomentField(MomentField):
    """A moment no further from now than ten years, or than `first_year` into the past."""

    def __init__(self, *, first_year=None, **options):
        self.first_year = first_year
        super().__init__(**options)

    def clean(self, value):
        at = super().clean(value)
        if at is not None:
            is_too_early = at.year < self.first_year if self.first_year else at < timezone.now() - TEN_YEARS
            if is_too_early or at > timezone.now() + TEN_YEARS:
                raise ValidationError(gettext("Choose a moment that is nearer to today."))
        return at


class CalendarForm(forms.Form):
    """Name, zone, usual week and first moment of a calendar; with what its trial is made."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    names = TranslationsField(label=_("Name in other languages"), required=False)
    tz = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        widget=forms.TextInput({"dir": "ltr", "list": "time-zones", "autocomplete": "off"}),
        help_text=_("Type a part of the city. The hours below are those of the clock on the wall there."),
    )
    sample_length = forms.CharField(
        label=pgettext_lazy("length of a promise", "Within"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"dir": "auto"}),
    )

    def __init__(self, *args, calendar=None, **options):
        super().__init__(*args, **options)
        self.calendar = calendar
        # Made for each reader: a moment is typed in the reader's own calendar.
        self.fields["valid_from"] = NearMomentField(
            label=_("Valid from"),
            required=False,
            first_year=FIRST_YEAR,
            help_text=_(
                "In your own time zone. Empty: from the moment it is published. "
                "In the past: what it does to open tickets is shown before you publish."
            ),
        )
        self.fields["sample_at"] = NearMomentField(label=_("A ticket opened"), required=False)
        for day in ordered_weekdays():
            self.fields[f"day-{day}"] = WindowsField(label=format_lazy("{}", WEEKDAY_NAMES[day]))

    @property
    def days(self):
        """(name of `spec`, field) of each weekday, in the reader's order."""
        return [(day, self[f"day-{day}"]) for day in ordered_weekdays()]

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if not name:
            raise ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean_tz(self):
        # People know cities by their names, not by how a file writes them.
        typed = self.cleaned_data["tz"].strip().replace(" ", "_")
        found = next((name for name in available_timezones() if name.lower() == typed.lower()), typed)
        try:
            zone(found)
        except ValueError as error:
            told = {"zone": typed, "example": "Europe/Istanbul"}
            message = gettext("There is no time zone “%(zone)s”. Choose one such as %(example)s.")
            raise ValidationError(message % told) from error
        return found

    def clean_sample_length(self):
        typed = self.cleaned_data["sample_length"]
        try:
            length = read_length(typed) if typed else None
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if length is not None and length.days:
            raise ValidationError(
                gettext("Try it with hours and minutes, such as %(example)s.") % {"example": "4 h"}
            )
        return length and length.amount

    def clean_valid_from(self):
        begins = self.cleaned_data["valid_from"]
        last = self.calendar and self.calendar.versions.order_by("-valid_from").first()
        if begins and last and last.valid_from >= begins:
            told = {"day": Almanac().day(last.valid_from)}
            raise ValidationError(gettext("The hours published last begin later, on %(day)s.") % told)
        return begins

    @property
    def usual_spec(self):
        """The `spec` of the usual week, or None while its zone or hours cannot be read."""
        if "tz" in self.errors or any(name in self.errors for name in self._day_names()):
            return None
        week = {day: self.cleaned_data[f"day-{day}"] for day in WEEKDAYS}
        return {
            "tz": self.cleaned_data["tz"],
            "week": {day: windows for day, windows in week.items() if windows},
        }

    @property
    def amount(self):
        """Microseconds to try the hours with: four hours unless something else is typed."""
        return self.cleaned_data.get("sample_length") or FOUR_HOURS

    def _day_names(self):
        return [f"day-{day}" for day in WEEKDAYS]


def typed_calendar(calendar, spec):
    """What the form of a Calendar begins with; `spec` None for a new one."""
    tried_with = {"sample_length": write_length(FOUR_HOURS)}
    if spec is None:
        days, hours = USUAL_IN_IRAN if is_persian() else USUAL
        week = {f"day-{day}": digits(hours) for day in days}
        return (
            {f"day-{day}": closed() for day in WEEKDAYS}
            | week
            | {"tz": "Asia/Tehran" if is_persian() else settings.TIME_ZONE}
            | tried_with
        )
    week = spec.get("week") or {}
    return {
        "name": calendar.name,
        "names": calendar.names,
        "tz": spec["tz"],
        **{f"day-{day}": write_windows(week.get(day) or []) for day in WEEKDAYS},
    } | tried_with


def typed_data(form, data):
    """What was typed into `form`, as the initial values of another that shows it without judging it."""
    return {name: field.widget.value_from_datadict(data, {}, name) for name, field in form.fields.items()}


def all_zones():
    """Every time zone by name, those of no place left out."""
    return sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")) + [
        "UTC"
    ]
