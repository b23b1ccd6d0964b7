"""The moment until which a ticket waits, typed in the reader's calendar and time zone."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from tickets.forms.moments import MomentField
from tickets.forms.properties import WaitForm

MOMENT = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize(
    "text",
    ["2026-11-23T10:30", "2026-11-23 10:30", "1405/09/02 10:30", "۱۴۰۵/۰۹/۰۲ ۱۰:۳۰", " 2026-11-23  10:30 "],
)
def test_any_calendar_and_any_digits(language, text):
    with timezone.override("Europe/Istanbul"), translation.override(language):
        assert MomentField().clean(text) == MOMENT


def test_a_day_alone_means_the_morning():
    with timezone.override("UTC"):
        assert MomentField().clean("2026-11-23") == datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["tomorrow", "2026-13-01 10:00", "2026-11-23 25:00", "1405/13/01", "x" * 500, "٠"]
)
def test_nonsense_is_refused_with_an_example(printer, ben, text):
    form = WaitForm({"waiting_for": "date", "until": text}, ticket=printer, by=ben)
    assert not form.is_valid()
    assert "Enter a date and time such as" in form.errors["until"][0]


def test_a_wait_until_a_date_is_kept(desk, printer, ben):
    ben.time_zone = "Europe/Istanbul"
    ben.save()
    desk.press("waiting", printer, waiting_for="date", until="2036-11-23T10:30", reason="The drum comes")
    printer.refresh_from_db()
    assert printer.waiting_until == MOMENT.replace(year=2036)
