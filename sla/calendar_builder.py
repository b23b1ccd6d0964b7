"""The builder of a business calendar: all that was typed, drawn anew after each step, and saved as a proposal."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.moments import is_persian
from core.numbers import number
from sla.checking import check_hours
from sla.forms.calendars import CalendarForm, ordered_weekdays, typed_calendar, typed_data
from sla.forms.holidays import HolidayForm
from sla.holiday_files import read_file
from sla.models import Proposal
from sla.offers import offers_of_data, to_json
from sla.opening_hours import WEEKDAYS
from sla.proposing import base_of
from sla.special_days import (
    MOST_DAYS,
    SpecialDay,
    What,
    check_days,
    days_of_data,
    days_of_spec,
    in_order,
    merged,
    spec_of_days,
    without_past,
)
from sla.trying_hours import Trial

SAMPLE = {"sample_at", "sample_length"}
SPECIAL = "special "


class Builder:
    """What is typed about one Calendar (or a new one), as rows and forms; a pressed button is a `step`."""

    def __init__(self, calendar=None, data=None, files=None, told=None):
        self.calendar, self.files, self.is_judged, self.told = calendar, files or {}, False, ""
        self.is_importing = False
        self.data = data.copy() if data is not None else None
        self.base = base_of(calendar, data.get("based_on", "") if data else "")
        self.troubles = []
        if data is None:
            first = told or told_calendar(
                calendar, calendar and calendar.versions.order_by("valid_from").last()
            )
            self.days = in_order(first.pop(name) for name in list(first) if name.startswith(SPECIAL))
            self.offers, self.holidays = [], HolidayForm(None, first["tz"])
            # What stands there can be tried at once, as if it had been typed.
            self.data = as_data(first)
        else:
            self.days = days_of_data(data)
            self.offers = offers_of_data(data)
            self.holidays = HolidayForm(
                {name: data.get(name, "") for name in ("country", "region", "language")}
                | {"years": data.getlist("years")},
                data.get("tz", ""),
            )

    @cached_property
    def bound(self):
        """The form with what is typed, judged."""
        return CalendarForm(self.data, calendar=self.calendar)

    @cached_property
    def form(self):
        """The form as it is shown: with what is wrong in it only once somebody wants to save it."""
        if self.is_judged:
            return self.bound
        return CalendarForm(initial=typed_data(self.bound, self.data), calendar=self.calendar)

    @property
    def hidden_offers(self):
        return to_json(self.offers)

    @property
    def is_persian(self):
        return is_persian()

    @property
    def whats(self):
        return What.choices

    @cached_property
    def trial(self):
        """The Trial of what is typed, or None while something of it cannot be read."""
        usual, typed = self.bound.usual_spec, [day for day in self.days if not day.is_empty]
        has_sample = not self.bound.errors.keys() & SAMPLE
        if usual is None or not has_sample or not check_days(typed):
            return None
        at = self.bound.cleaned_data.get("sample_at")
        typed_at = timezone.localtime(at).replace(tzinfo=None) if at else None
        return Trial(usual | spec_of_days(typed), timezone.now(), self.bound.amount, typed_at)

    @property
    def obstacles(self):
        """What keeps the trial from being drawn, in words."""
        fields = [field for field in self.bound if field.name.startswith(("day-", "tz", "sample"))]
        found = [f"{field.label}: {error}" for field in fields for error in field.errors]
        return found + [f"{day.day} {error}" for day in self.days for error in day.errors]

    def step(self, action):
        """Do what the pressed button says; anything unknown only draws the builder anew."""
        verb, _dash, which = action.partition("-")
        if verb == "copy" and which in WEEKDAYS:
            self.data[f"day-{which}"] = self.data.get(f"day-{ordered_weekdays()[0]}", "")
        elif verb == "add":
            self.days.append(SpecialDay())
        elif verb == "remove" and which.isdecimal() and int(which) < len(self.days):
            self.days.pop(int(which))
        elif verb == "tidy":
            self.days = without_past(self.days, self._first_day)
        elif verb in IMPORTING:
            self.is_importing = True
            IMPORTING[verb](self)

    def proposal(self, *, by):
        """Save what is typed as a Proposal; None, with what is wrong at its field, when it cannot be."""
        self.is_judged = True
        # What the hours are tried with is not saved.
        is_fine = not self.bound.errors.keys() - SAMPLE
        if not self._days_are_fine() or not is_fine:
            return None
        facts, spec = self.bound.cleaned_data, self.bound.usual_spec | spec_of_days(self.days)
        try:
            check_hours(spec, facts["valid_from"] or timezone.now())
        except ValidationError as error:
            self.bound.add_error(None, error)
            return None
        return Proposal.objects.create(
            kind=Proposal.Kind.CALENDAR,
            calendar=self.calendar,
            based_on=self.base,
            content={"name": facts["name"], "names": facts["names"], "spec": spec},
            valid_from=facts["valid_from"],
            made_by=by,
        )

    @property
    def _first_day(self):
        """The day from which on these hours may count."""
        self.bound.full_clean()
        begins = self.bound.cleaned_data.get("valid_from")
        return min(timezone.localdate(begins), timezone.localdate()) if begins else timezone.localdate()

    def _days_are_fine(self):
        if len(self.days) > MOST_DAYS:
            self._say_there_are_too_many()
            return False
        return check_days(self.days)

    def _look(self):
        usual = self.bound.usual_spec
        if usual is None:
            self.troubles = [
                _("Correct the time zone and the week first: the hours of half days follow from them.")
            ]
            return
        found, first = self.holidays.offers(usual), self._first_day
        self.offers = [offer for offer in found if offer.row.date >= first]

    def _read(self):
        upload = self.files.get("file")
        try:
            if upload is None:
                raise ValidationError(_("Choose a file first."))
            self.offers = read_file(upload)
        except ValidationError as error:
            self.holidays.add_error("file", error)

    def _take(self):
        chosen = [offer.row for offer in self.offers if offer.is_ticked]
        days, added = merged(self.days, chosen)
        if len(days) > MOST_DAYS:
            self._say_there_are_too_many()
            return
        self.days, self.offers = days, []
        words = ngettext("%(count)s day was taken over.", "%(count)s days were taken over.", added)
        self.told = words % {"count": number(added)}
        if known := len(chosen) - added:
            words = ngettext("%(count)s was there already.", "%(count)s were there already.", known)
            self.told += " " + words % {"count": number(known)}

    def _leave(self):
        self.offers = []

    def _say_there_are_too_many(self):
        self.troubles.append(
            _("A calendar has room for %(count)s special days. Take out those that are past.")
            % {"count": number(MOST_DAYS)}
        )


def _only_draw(_builder):
    """The regions of another country come with the page."""


IMPORTING = {
    "country": _only_draw,
    "look": Builder._look,
    "read": Builder._read,
    "take": Builder._take,
    "leave": Builder._leave,
}


def told_calendar(calendar, version):
    """All that the builder shows of a version of a calendar (None: a new one) in one dict, special days, too."""
    spec = version and version.spec
    days = days_of_spec(spec or {}, timezone.localdate())
    return typed_calendar(calendar, spec) | {f"{SPECIAL}{day.key}": day for day in days}


def as_data(initial):
    """Initial values of a CalendarForm in the shape of what a browser sends."""
    data = {name: value for name, value in initial.items() if name != "names"}
    return data | {f"names_{code}": text for code, text in (initial.get("names") or {}).items()}
