"""Public holidays come in as rows that an admin ticks: by country or out of a file, and never by themselves."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from sla import public_holidays
from sla.calendar_builder import Builder
from sla.models import Proposal
from sla.opening_hours import OpeningHours
from sla.special_days import What, spec_of_days
from sla.tests.conftest import OFFICE
from sla.tests.test_calendar_builder import NEW, sent, typed
from sla.typed_hours import as_text
from sla.wall_clock import EPOCH_ORDINAL

IRANIAN = {
    "tz": "Asia/Tehran",
    "week": {day: [["08:00", "16:00"]] for day in ("sat", "sun", "mon", "tue", "wed")},
}
CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20271224\r
DTEND;VALUE=DATE:20271227\r
SUMMARY:Christmas\\, and the\r
  days after it\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20200501\r
RRULE:FREQ=YEARLY\r
SUMMARY:Labour Day\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART:20270301T100000Z\r
SUMMARY:A meeting\r
END:VEVENT\r
END:VCALENDAR\r
"""


def offered(country, years, spec=OFFICE, language="", region=""):
    return {one.row.key: one for one in public_holidays.offers(country, region, years, language, spec)}


def windows(offers, day, spec):
    """What is open on a day once the ticked Offers are taken over."""
    rows = [one.row for one in offers.values() if one.is_ticked]
    hours = OpeningHours(spec | spec_of_days(rows))
    return as_text(hours.windows(date.fromisoformat(day).toordinal() - EPOCH_ORDINAL))


def test_turkish_half_days_wait_for_a_decision_about_their_hours():
    found = offered("TR", [2026], language="tr")
    eve = found["2026-10-28"]
    assert (eve.row.what, eve.row.hours, eve.is_ticked) == (What.OPEN, "09:00–13:00", False)
    assert "13.00" in eve.row.name
    assert "half day" in str(eve.kind)
    assert found["2026-10-29"].is_ticked
    assert windows(found, "2026-10-29", OFFICE) == []
    assert found["2026-03-21"].is_idle


def test_iranian_holidays_know_the_friday_and_closures_of_one_time():
    with translation.override("fa"):
        found = offered("IR", [2026], IRANIAN, "fa_IR")
        assert found["2026-03-21"].row.day == "۱۴۰۵/۰۱/۰۱"
        assert "نوروز" in found["2026-03-21"].row.name
        assert public_holidays.languages("IR")[0][0] == "fa_IR"
    assert found["2026-03-20"].is_idle
    # Proclaimed for this one year only.
    assert found["2026-03-01"].is_ticked
    assert windows(found, "2026-03-01", IRANIAN) == []


def test_french_regions_have_holidays_of_their_own():
    assert ("6AE", "Alsace") in public_holidays.regions("FR")
    everywhere, alsace = (
        offered("FR", [2027], language="fr"),
        offered("FR", [2027], language="fr", region="6AE"),
    )
    assert everywhere["2027-05-06"].row.name == "Ascension"
    assert set(alsace) - set(everywhere) == {"2027-03-26", "2027-12-26"}


def test_a_russian_saturday_that_is_worked_is_open_as_usual():
    found = offered("RU", [2027], language="ru")
    saturday = found["2027-02-20"]
    assert (saturday.row.what, saturday.row.hours, saturday.is_ticked) == (What.OPEN, "09:00–18:00", True)
    assert windows(found, "2027-02-20", OFFICE) == [["09:00", "18:00"]]
    assert windows(found, "2027-02-27", OFFICE) == []
    assert windows(found, "2027-02-22", OFFICE) == []


def test_every_country_can_be_asked():
    for country, _name in public_holidays.countries():
        public_holidays.regions(country)
        public_holidays.languages(country)
    assert len(public_holidays.countries()) > 200
    assert public_holidays.country_of("Asia/Tehran") == "IR"
    assert public_holidays.country_of("UTC") == ""


def test_the_library_is_asked_in_one_place_only():
    rooms = [
        path
        for path in Path(public_holidays.__file__).parent.parent.glob("*/**/*.py")
        if ".venv" not in path.parts
    ]
    askers = [path.name for path in rooms if "\nimport holidays" in path.read_text()]
    users = {
        path.name for path in rooms if "public_holidays" in path.read_text() and "tests" not in path.parts
    }
    assert askers == ["public_holidays.py"]
    assert users == {"holidays.py"}


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


@pytest.mark.django_db
def test_what_is_ticked_is_taken_over_once_and_leaves_what_was_there(ada):
    year = timezone.localdate().year + 1
    mine = (f"{year}-10-29", "open", "9-12", "We are here")
    asked = typed(mine, do="look", country="TR", years=str(year), tz="Europe/Istanbul")
    builder = Builder(data=asked)
    builder.step("look")
    places = [place for place, offer in enumerate(builder.offers) if offer.is_ticked]
    half = next(place for place, offer in enumerate(builder.offers) if offer.row.what == What.OPEN)
    answer = typed(mine, do="take", offers=builder.hidden_offers, tz="Europe/Istanbul")
    answer.setlist("offer", [str(place) for place in [*places, half]])
    answer[f"offer-{half}-hours"] = "9:00-11:30"
    taking = Builder(data=answer)
    taking.step("take")
    assert taking.told == f"{len(places)} days were taken over. 1 was there already."
    spec = taking.proposal(by=ada).content["spec"]
    assert spec["exceptions"][f"{year}-10-29"] == [["09:00", "12:00"]]
    assert [["09:00", "11:30"]] in spec["exceptions"].values()
    assert f"{year}-04-23" in spec["holidays"]
    assert spec["names"][f"{year}-10-29"] == "We are here"


@pytest.mark.django_db
def test_nothing_is_kept_before_it_is_saved(admin):
    year = str(timezone.localdate().year + 1)
    page = sent(admin, typed(do="look", country="FR", years=year)).content.decode()
    assert page.count('name="offer"') >= 11
    assert 'name="special-day"' not in page
    assert "Choose a country." in sent(admin, typed(do="look", years=year)).content.decode()
    assert "Choose a year." in sent(admin, typed(do="look", country="FR")).content.decode()
    assert sent(admin, typed(do="look", country="Atlantis", years="1")).status_code == 200
    assert sent(admin, typed(do="take", offers='[{"a": 1}]')).status_code == 200
    assert sent(admin, typed(do="take", offers="[" * 9000)).status_code == 200
    assert not Proposal.objects.exists()


def read(admin, content, name="days.csv"):
    upload = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return admin.post(NEW, {**typed(do="read").dict(), "file": upload}).content.decode()


@pytest.mark.django_db
def test_days_come_out_of_a_file(admin):
    page = read(admin, "date;name\n2027-12-24;Eve\n۱۴۰۶/۰۱/۰۱;Nowruz\n\n")
    assert page.count('name="offer"') == 2
    assert "Sunday 21 March 2027" in page
    page = read(admin, CALENDAR, "days.ics")
    assert page.count('name="offer"') == 4
    assert "Christmas, and the days after it" in page
    assert "A meeting" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("2027-12-24,Eve\n2027-13-45,Rubbish\n", "Line 2: “2027-13-45” is no day"),
        ("2027-12-24,Eve\n9999-12-31,Late\n", "Line 2"),
        (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "no text in UTF-8"),
        (b"date\x00,name", "no text in UTF-8"),
        ("", "The submitted file is empty|Choose a file|There is no day"),
        ("just words\n", "There is no day in this file"),
        ("\n".join(f"2027-12-24,Day {number}" for number in range(10_000)), "more than 400 days"),
        ("x" * 600_000, "at most 512"),
        (CALENDAR.replace("20271224", "20279924"), "Line 4: “20279924” is no day"),
        ('2027-12-24,"' + "a" * 200_000, "cannot be read"),
    ],
)
def test_rubbish_in_a_file_is_named_and_nothing_is_taken(admin, content, words):
    page = read(admin, content)
    assert any(word in page.replace("\xa0", " ") for word in words.split("|"))
    assert 'name="offer"' not in page
    assert "Leeds" in page
    assert not Proposal.objects.exists()
