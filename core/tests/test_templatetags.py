"""What the template tags say to readers of different languages."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.template import engines
from django.utils import timezone, translation

from core.moments import Almanac, digits
from core.templatetags import ui

NOW = datetime(2026, 11, 21, 10, 41, 7, tzinfo=UTC)


class Person(SimpleNamespace):
    def __str__(self):
        return self.name


def rendered(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.fixture(autouse=True)
def _at_a_quiet_moment():
    with time_machine.travel(NOW, tick=False), timezone.override("UTC"), translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("delta", "words"),
    [
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=-27), "27 min ago"),
        (timedelta(hours=-23, minutes=-59), "23 h ago"),
        (timedelta(minutes=18, seconds=1), "in 18 min"),
        (timedelta(hours=2), "in 2 h"),
    ],
)
def test_within_a_day_words_are_relative(delta, words):
    assert Almanac().relative(NOW + delta) == words


def test_from_a_day_on_words_are_exact():
    assert Almanac().relative(NOW - timedelta(hours=24)) is None
    assert Almanac().exact(NOW - timedelta(days=3)) == "18 Nov 10:41"
    assert Almanac().exact(NOW - timedelta(days=3), short=True) == "18 Nov"
    assert Almanac().exact(NOW + timedelta(days=2)) == "Mon 10:41"
    assert Almanac().exact(NOW - timedelta(days=700)) == "21 Dec 2024"


@pytest.mark.parametrize(
    ("language", "whole", "short"),
    [
        ("tr", "21 Kasım 2026 Cumartesi", "21 Kas 2026"),
        ("fr", "samedi 21 novembre 2026", "21 nov. 2026"),
        ("ru", "суббота, 21 ноября 2026", "21 ноября 2026"),
    ],
)
def test_a_date_stands_in_the_order_and_case_of_its_language(language, whole, short):
    with translation.override(language):
        assert Almanac().day(NOW) == whole
        assert Almanac().short_date(NOW.date()) == short


def test_a_persian_reader_has_their_calendar_and_digits():
    with translation.override("fa"):
        assert Almanac().day(NOW) == "شنبه ۳۰ آبان ۱۴۰۵"
        assert Almanac().exact(NOW - timedelta(days=3)) == "۲۷ آبان، ۱۰:۴۱"
        assert Almanac().clock(NOW) == "۱۰:۴۱"
        assert digits(10461) == "۱۰۴۶۱"


def test_a_single_digit_day_has_no_zero_in_front():
    with translation.override("fa"):
        assert Almanac().day(datetime(2026, 3, 23, tzinfo=UTC)) == "دوشنبه ۳ فروردین ۱۴۰۵"


def test_a_moment_is_shown_in_the_zone_of_the_reader():
    with timezone.override("Asia/Tehran"):
        assert Almanac().full(NOW) == "Saturday 21 November 2026, 14:11:07 +0330"


def test_a_time_tells_machines_the_whole_moment():
    html = rendered("{% when moment %}", moment=NOW - timedelta(minutes=5))
    assert 'datetime="2026-11-21T10:36:07+00:00"' in html
    assert 'title="Saturday 21 November 2026, 10:36:07 UTC"' in html
    assert html.endswith('data-relative="long">5 min ago</time>')
    assert rendered("{% when moment %}", moment=None) == ""


def test_the_browser_counts_on_only_where_words_are_relative():
    assert "data-relative" not in rendered("{% when moment %}", moment=NOW - timedelta(days=2))
    assert "data-relative" not in rendered('{% when moment "exact" %}', moment=NOW)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Moreau", "AM"),
        ("Иван Петров", "ИП"),
        ("elif.demir@acme.example", "ED"),
        ("سینا رحیمی", "س\u200cر"),
        ("Cher", "C"),
        ("…", "?"),
    ],
)
def test_initials_in_any_script(name, letters):
    assert ui.initials(Person(pk=1, name=name)) == letters


def test_an_avatar_keeps_its_hue_and_an_empty_place_has_one_too():
    ada = Person(pk=7, name="Ada Moreau")
    assert rendered("{% avatar ada %}", ada=ada) == rendered("{% avatar ada %}", ada=ada)
    assert "avatar-none" in rendered("{% avatar nobody %}", nobody=None)
    assert {ui.hue(Person(pk=number)) for number in range(1, 13)} == set(range(12))


def test_names_are_never_markup():
    assert "<b" not in rendered("{% avatar evil %}", evil=Person(pk=1, name="<b>Bold</b>"))
    assert "<x" not in rendered("{% icon name %}", name='"><x')


def test_a_status_has_a_ring_and_a_word():
    waiting = Person(name="Waiting", group="waiting", hue=2)
    html = rendered("{% status ticket %}", ticket=SimpleNamespace(status=waiting))
    assert "#circle-half-2" in html
    assert "Waiting" in html
    html = rendered('{% status ticket words="Waiting for you" %}', ticket=SimpleNamespace(status=waiting))
    assert "Waiting for you" in html


def test_a_priority_has_bars_and_a_word():
    html = rendered(
        "{% priority ticket %}", ticket=SimpleNamespace(priority=1, get_priority_display="Urgent")
    )
    assert "priority--1" in html
    assert html.strip().endswith("Urgent</span>")


def test_sizes_are_written_in_the_digits_of_the_reader():
    assert rendered("{{ size|filesize }}", size=1536) == "1.5\xa0KB"
    with translation.override("fa"):
        assert "۱" in rendered("{{ size|filesize }}", size=1536)


@pytest.mark.parametrize(("language", "fonts"), [("en", 1), ("fa", 1), ("ru", 2)])
def test_only_the_letters_of_the_reader_are_loaded_early(language, fonts):
    with translation.override(language):
        assert rendered("{% preload_fonts %}").count("<link") == fonts
