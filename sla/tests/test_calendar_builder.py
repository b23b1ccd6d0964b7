"""Admins build calendars by typing what stands on the door; what cannot be read is said at its field."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation

from sla.calendar_builder import Builder
from sla.models import Calendar, Clock, Proposal
from sla.opening_hours import OpeningHours
from sla.tasks import work_on_proposals
from sla.tests.conftest import ALWAYS, LONG_AGO, OFFICE
from tickets.tests.factories import opened

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent / "samples" / "vectors.jsonl"
NEW = reverse("service_levels:calendar_create")
DAYS_OF_2007, DAYS_OF_2029 = 13_514, 21_550
FACTORY = {
    "tz": "Europe/Istanbul",
    "week": {
        "mon": [["08:30", "12:15"], ["13:00", "17:45"]],
        "fri": [["22:00", "06:00"]],
        "sat": [["00:00", "24:00"]],
    },
    "holidays": ["01-01", "2027-04-23"],
    "exceptions": {"2027-10-28": [["08:30", "13:00"]], "2027-12-26": []},
    "closures": [["2027-03-04", "10:00", "11:30"], ["2027-03-04", "14:00", "15:00"]],
    "names": {"01-01": "New Year", "2027-10-28": "Republic Day (half)"},
}


def typed(*days, **facts):
    """What a browser sends for office hours with special days (date, what, hours, name)."""
    data = QueryDict(mutable=True)
    first = {"do": "save", "name": "Leeds", "tz": "Europe/London", "day-mon": "09:00–17:00"}
    data.update(first | {key.replace("day_", "day-"): value for key, value in facts.items()})
    for day in days:
        for name, value in zip(("day", "what", "hours", "name"), (*day, "", "", "")[:4], strict=True):
            data.appendlist(f"special-{name}", value)
    return data


def sent(client, data, address=NEW, **headers):
    return client.post(address, data.urlencode(), "application/x-www-form-urlencoded", headers=headers)


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


def test_only_admins_come_in(client, ann, ben, cleo, ada, office):
    for person, status in ((ann, 403), (ben, 403), (cleo, 403), (ada, 200)):
        client.force_login(person)
        assert client.get(NEW).status_code == status
        assert client.get(reverse("service_levels:calendar", args=[office.pk])).status_code == status
    assert client.get(reverse("service_levels:calendar", args=[0])).status_code == 404


def test_a_calendar_is_typed_proposed_published_and_read_back(admin):
    days = [("2027-12-24", "open", "9 to 13", "Christmas Eve"), ("2027-12-25", "yearly", "", "Christmas Day")]
    answer = sent(admin, typed(*days, day_tue="8:30 - 12.15; 13h – 17:45", day_fri="22–6", day_sat="24 h"))
    proposal = Proposal.objects.get()
    assert answer.url == reverse("service_levels:proposal", args=[proposal.pk])
    assert not Calendar.objects.exists()
    work_on_proposals()
    admin.post(reverse("service_levels:publishing", args=[proposal.pk]))
    calendar = Calendar.objects.get(name="Leeds")
    assert calendar.versions.get().spec == {
        "tz": "Europe/London",
        "week": {
            "mon": [["09:00", "17:00"]],
            "tue": [["08:30", "12:15"], ["13:00", "17:45"]],
            "fri": [["22:00", "06:00"]],
            "sat": [["00:00", "24:00"]],
        },
        "holidays": ["12-25"],
        "exceptions": {"2027-12-24": [["09:00", "13:00"]]},
        "names": {"2027-12-24": "Christmas Eve", "12-25": "Christmas Day"},
    }


@pytest.mark.parametrize("language", ["en", "fa", "tr", "fr", "ru"])
@pytest.mark.parametrize("spec", [OFFICE, ALWAYS, FACTORY], ids=["office", "always", "factory"])
def test_a_calendar_comes_back_as_it_was(spec, language, ada):
    calendar = Calendar.objects.create(name="As it was")
    calendar.publish(spec, valid_from=LONG_AGO)
    with translation.override(language):
        assert again(calendar).proposal(by=ada).content["spec"] == spec


def again(calendar):
    """The Builder after the form was sent back without a change."""
    shown = Builder(calendar)
    days = [(row.day, row.what, row.hours, row.name) for row in shown.days]
    return Builder(calendar, typed(*days, **{key: str(value) for key, value in shown.data.items()}))


def test_calendars_of_others_mean_the_same_after_the_form(ada):
    specs = {json.dumps(spec, sort_keys=True) for spec in calendars_of_vectors()}
    compared = 0
    for spec in map(json.loads, sorted(specs)):
        calendar = Calendar(name="Another")
        calendar.save()
        calendar.versions.create(spec=spec, valid_from=LONG_AGO)
        proposal = again(calendar).proposal(by=ada)
        if proposal is not None:
            before, after = OpeningHours(spec), OpeningHours(proposal.content["spec"])
            assert all(
                before.windows(day) == after.windows(day) for day in range(DAYS_OF_2007, DAYS_OF_2029, 3)
            ), spec
            compared += 1
    # The rest never opens, or lists the same hour twice, which the form calls an overlap.
    assert compared >= len(specs) * 0.8


def calendars_of_vectors():
    for line in SAMPLES.read_text().splitlines():
        calendar = json.loads(line).get("calendar") or {}
        if "tz" in calendar:
            yield calendar


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"name": " "}, "id_name", "This field is required"),
        ({"tz": "Mars/Olympus"}, "id_tz", "There is no time zone"),
        ({"tz": "../../etc/passwd"}, "id_tz", "There is no time zone"),
        ({"day_mon": "9-12, 11-17"}, "id_day-mon", "overlap"),
        ({"day_mon": "22-06, 23-24"}, "id_day-mon", "overlap"),
        ({"day_mon": "early till late"}, "id_day-mon", "cannot be read"),
        ({"day_mon": "9-25"}, "id_day-mon", "a day goes from"),
        ({"day_mon": "9-9"}, "id_day-mon", "no time at all"),
        ({"day_mon": "9-9:01," * 30}, "id_day-mon", "at most 200"),
        ({"valid_from": "9999-12-31T10:00"}, "id_valid_from", "nearer to today"),
        ({"valid_from": "0000-01-01T10:00"}, "id_valid_from", "Enter a date and time"),
        ({"valid_from": "1200-01-01T10:00"}, "id_valid_from", ""),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(admin, facts, field, words):
    answer = sent(admin, typed(("2027-12-24", "closed", "", "Kept words"), **facts))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert words in page
    assert "Kept words" in page
    assert all(str(value).strip() in page for value in facts.values())
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([("0000-01-01", "closed")], "Enter a date such as"),
        ([("9999-12-31", "closed")], "between the years"),
        ([("soon", "closed")], "Enter a date such as"),
        ([("", "closed", "", "Nameless")], "This field is required"),
        ([("2027-12-24", "open")], "Say from when to when"),
        ([("2027-12-24", "open", "13-9")], "ends before it begins"),
        ([("2027-12-24", "break", "9-12, 11-13")], "overlap"),
        ([("2027-12-24", "dance")], "Choose what happens"),
        ([("2027-12-24", "closed"), ("2027-12-24", "open", "9-12")], "Another row speaks of this day"),
        ([("2027-12-25", "yearly"), ("2028-12-25", "yearly")], "Another row speaks of this day"),
        (
            [
                (f"{2027 + day // 336}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}", "closed")
                for day in range(350)
            ],
            "room for",
        ),
    ],
)
def test_a_special_day_that_cannot_be_is_said_in_its_row(admin, days, words):
    answer = sent(admin, typed(*days))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_calendar_that_never_opens_is_refused(admin):
    assert "never open" in sent(admin, typed(day_mon="closed")).content.decode()
    assert not Proposal.objects.exists()


def test_ten_thousand_rows_are_turned_away_at_the_door(admin):
    days = [("2027-12-24", "closed")] * 10_000
    assert sent(admin, typed(*days)).status_code == 413


def test_hours_may_not_begin_before_those_published_last(admin, office):
    address = reverse("service_levels:calendar", args=[office.pk])
    answer = sent(admin, typed(valid_from="2019-05-01T10:00"), address)
    assert answer.status_code == 422
    assert "The hours published last begin later" in answer.content.decode()
    assert sent(admin, typed(valid_from="2021-05-01T10:00"), address).status_code == 302
    assert Proposal.objects.get().valid_from.year == 2021


def test_nothing_that_is_typed_touches_a_clock(admin, gold, always, ann, printing):
    opened(requester=ann, category=printing)
    clocks, address = list(Clock.objects.values()), reverse("service_levels:calendar", args=[always.pk])
    for action in ("preview", "look", "take", "copy-tue", "add", "tidy", "save"):
        sent(admin, typed(("2027-12-24", "closed"), do=action, day_tue="bad"), address)
    assert sent(admin, typed(("2027-12-24", "closed")), address).status_code == 302
    assert list(Clock.objects.values()) == clocks
    assert always.versions.count() == 1


def test_steps_work_without_script(admin):
    page = sent(admin, typed(do="copy-sun", name="")).content.decode()
    assert page.count("09:00–17:00") == 2 + page.count('<bdi dir="auto">09:00–17:00</bdi>')
    assert "This field is required" not in page
    page = sent(admin, typed(("2027-12-24", "closed"), do="add")).content.decode()
    assert page.count('name="special-day"') == 2
    page = sent(admin, typed(("2027-12-24", "closed"), do="remove-0")).content.decode()
    assert 'name="special-day"' not in page
    days = [("2020-12-24", "closed"), ("2090-12-24", "closed"), ("2020-05-01", "yearly")]
    page = sent(admin, typed(*days, do="tidy")).content.decode()
    assert "2020-12-24" not in page
    assert page.count('name="special-day"') == 2


def test_hours_can_be_tried_before_they_are_saved(admin):
    at = timezone.localtime() + timedelta(days=30)
    friday = at + timedelta(days=4 - at.weekday())
    hours = {f"day_{day}": "09:00-18:00" for day in ("tue", "wed", "thu", "fri")} | {"day_mon": "09:00-18:00"}
    asked = typed(do="preview", tz="UTC", sample_at=f"{friday:%Y-%m-%d}T17:50", sample_length="4 h", **hours)
    answer = sent(admin, asked, **{"HX-Request": "true"})
    page = " ".join(answer.content.decode().split())
    assert "Open for <b>45 h</b> in a usual week." in page
    monday = friday + timedelta(days=3)
    assert f"due <b>Monday {monday.day} {monday:%b %Y}, 12:50</b>" in page
    assert "<form" not in page
    assert not Proposal.objects.exists()
    asked["tz"] = "Mars"
    assert (
        "Time zone: There is no time zone “Mars”"
        in sent(admin, asked, **{"HX-Request": "true"}).content.decode()
    )


def test_what_takes_longer_than_ten_years_is_not_counted_out(admin):
    asked = typed(do="preview", day_mon="9:00-9:01", sample_length="20000 h")
    page = sent(admin, asked, **{"HX-Request": "true"}).content.decode()
    assert "it does not open often enough" in page


def test_the_week_begins_on_saturday_for_persian_readers_who_type_their_digits(ada):
    with translation.override("fa"):
        first = Builder()
        assert [day for day, _field in first.form.days][:2] == ["sat", "sun"]
        assert "۰۸:۰۰–۱۶:۰۰" in str(first.form["day-sat"])
        builder = Builder(
            data=typed(("۱۴۰۶/۰۱/۰۱", "open", "۸ تا ۱۲", "نوروز"), day_mon="۰۸:۳۰ تا ۱۲:۱۵، ۱۳–۱۷")
        )
        spec = builder.proposal(by=ada).content["spec"]
    assert spec["week"] == {"mon": [["08:30", "12:15"], ["13:00", "17:00"]]}
    assert spec["exceptions"] == {"2027-03-21": [["08:00", "12:00"]]}


def test_the_page_asks_the_database_as_often_whatever_the_calendar_holds(
    admin, office, django_assert_max_num_queries
):
    long = OFFICE | {
        "holidays": [f"2027-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 25)]
    }
    office.publish(long)
    for address in (NEW, reverse("service_levels:calendar", args=[office.pk])):
        with django_assert_max_num_queries(8):
            assert admin.get(address).status_code == 200
    with django_assert_max_num_queries(8):
        sent(admin, typed(*[(day, "closed") for day in long["holidays"]], do="preview"))
