"""Public holidays of a country, offered to an admin for review.

The library behind it is asked here alone, and never when something is due: what is taken over are rows of the
calendar, so that an upgrade cannot move a moment that was promised.
"""

from functools import cache
from importlib.resources import files

import holidays
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, get_language_info, pgettext
from django.utils.translation import gettext_lazy as _

from sla.offers import Offer
from sla.opening_hours import WEEKDAYS, OpeningHours
from sla.special_days import SpecialDay, What, written
from sla.typed_hours import as_text, cut_at, write_windows
from sla.wall_clock import EPOCH_ORDINAL, SECOND

ONE_O_CLOCK = 13 * 3600 * SECOND
HALF_DAY = "half_day"
# Days on which people work, whatever is remembered on them, and the whole holidays of schools.
NOT_OFFERED = {"workday", "school"}
KINDS = {
    "public": _("public holiday"),
    HALF_DAY: _("half day: the hours are yours to decide"),
    "optional": _("optional: decide"),
    "bank": _("only banks: decide"),
    "government": _("only public offices: decide"),
    "unofficial": _("not official: decide"),
}
SOME = _("only for some people: decide")
WORKING = _("working day instead of another")


@cache
def countries():
    """[(ISO code, English name)] of every country whose holidays are known, by name."""
    names = {
        code: name
        for line in (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for code, name in [line.split("\t")]
    }
    known = holidays.list_supported_countries(include_aliases=False)
    return sorted(((code, names.get(code, code)) for code in known), key=lambda pair: pair[1])


@cache
def country_of(zone):
    """The ISO code of the country a time zone is of; empty where there is none."""
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    code = next((row[0] for row in rows if row[2] == zone), "")
    return code if code in dict(countries()) else ""


def regions(country):
    """[(code, name)] of the parts of a country that have holidays of their own."""
    entity = getattr(holidays, country)
    names = {}
    for alias, code in entity.subdivisions_aliases.items():
        if len(alias) > len(names.get(code, "")):
            names[code] = alias
    return sorted(((code, names.get(code, code)) for code in entity.subdivisions), key=lambda pair: pair[1])


def languages(country):
    """[(code, name)] of the languages in which the holidays of a country have names, the reader's own first."""
    entity = getattr(holidays, country)
    reader = (get_language() or "")[:2]
    codes = entity.supported_languages or ()
    ordered = sorted(codes, key=lambda code: (code[:2] != reader, code != entity.default_language, code))
    return [(code, _language(code)) for code in ordered]


def offers(country, region, years, language, spec):
    """The Offers of a country in `years`, in order of time: what is public is ticked, the rest waits for a decision.

    `spec` are the hours of the usual week, which say when half days and moved working days are open.
    """
    entity = getattr(holidays, country)
    usual = OpeningHours({"tz": spec["tz"], "week": spec.get("week")})
    found, working = {}, set()
    for category in sorted(entity.supported_categories, key=lambda name: name != "public"):
        if category in NOT_OFFERED:
            continue
        known = holidays.country_holidays(
            country, subdiv=region or None, years=years, language=language or None, categories=category,
            expand=False,
        )  # fmt: skip
        working |= known.weekend_workdays
        for day, name in known.items():
            found.setdefault(day, _offer(day, name, category, usual))
    for day in working:
        if day.year in years:
            found[day] = _working(day, found.get(day), usual)
    return [found[day] for day in sorted(found)]


def _offer(day, name, category, usual):
    windows = usual.windows(day.toordinal() - EPOCH_ORDINAL)
    row = SpecialDay(written(day), What.CLOSED, name=name[:120])
    if category == HALF_DAY and windows:
        row.what, row.hours = What.OPEN, write_windows(as_text(cut_at(windows, ONE_O_CLOCK)))
    return Offer(row, KINDS.get(category, SOME), is_ticked=category == "public", is_idle=not windows)


def _working(day, former, usual):
    """A day off that is worked: open as on the usual working day, even where it is called a holiday as well."""
    week = (usual.windows(weekday - 3 + 7) for weekday in range(len(WEEKDAYS)))
    windows = next((windows for windows in week if windows), ())
    name = former.row.name if former else pgettext("special day", "Working day")
    row = SpecialDay(written(day), What.OPEN, write_windows(as_text(windows)), name)
    return Offer(row, WORKING, is_ticked=bool(windows), is_idle=not windows)


def _language(code):
    known = code.replace("_", "-").lower()
    for name in (known, known[:2]):
        if name in LANG_INFO:
            return str(get_language_info(name)["name_translated"])
    return code
