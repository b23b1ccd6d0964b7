"""Which public holidays to look at: a country, its region, years and the language of the names."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.moments import digits, is_persian
from sla import public_holidays

YEARS_AHEAD = 3


class HolidayForm(forms.Form):
    """What to ask for; a region or language that does not belong to the country falls away."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    language = forms.ChoiceField(label=_("Names in"), required=False)
    years = forms.TypedMultipleChoiceField(
        label=_("Years"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    file = forms.FileField(
        label=_("A file of your own"),
        required=False,
        widget=forms.FileInput({"accept": ".csv,.ics,text/csv,text/calendar"}),
        help_text=_("Lines of “date,name” (CSV), or a calendar file (.ics)."),
    )

    def __init__(self, typed, zone=""):
        """`typed` is a dict of what was chosen, or None at first: then the country is that of `zone`."""
        year = timezone.localdate().year
        countries = public_holidays.countries()
        typed = dict(typed or {"country": public_holidays.country_of(zone)})
        if typed.get("country") not in dict(countries):
            typed["country"] = ""
        chosen = typed["country"]
        regions = public_holidays.regions(chosen) if chosen else []
        languages = public_holidays.languages(chosen) if chosen else []
        offered = range(year, year + YEARS_AHEAD)
        typed["region"] = _one_of(regions, typed.get("region"), "")
        typed["language"] = _one_of(languages, typed.get("language"), languages[0][0] if languages else "")
        typed["years"] = [one for one in map(str, offered) if one in typed.get("years", map(str, offered))]
        super().__init__(typed)
        self.fields["country"].choices = [("", _("Choose…")), *countries]
        self.fields["region"].choices = [("", _("The whole country")), *regions]
        self.fields["language"].choices = languages
        self.fields["years"].choices = [(one, told_year(one)) for one in offered]
        self.has_regions, self.has_languages = bool(regions), len(languages) > 1

    def offers(self, spec):
        """The Offers of what is chosen; empty, with an error at its field, when it is not enough."""
        for name, message in (("country", _("Choose a country.")), ("years", _("Choose a year."))):
            if self.is_valid() and not self.cleaned_data[name]:
                self.add_error(name, message)
        if not self.is_valid():
            return []
        chosen = self.cleaned_data
        return public_holidays.offers(
            chosen["country"], chosen["region"], chosen["years"], chosen["language"], spec
        )


def told_year(year):
    """A year, and those of the Persian calendar it falls into for whoever reads that."""
    return digits(f"{year} ({year - 622}–{year - 621})" if is_persian() else year)


def _one_of(choices, typed, otherwise):
    return typed if typed in dict(choices) else otherwise
