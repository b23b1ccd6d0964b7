"""How often, and only once."""

from datetime import timedelta

import pytest

from core import limits

HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def test_a_flood_is_stopped_and_another_person_is_not():
    answers = [limits.allowed("ask", "10.0.0.1", most=3, per=HOUR) for _time in range(5)]

    assert answers == [True, True, True, False, False]
    assert limits.allowed("ask", "10.0.0.2", most=3, per=HOUR)
    assert limits.allowed("upload", "10.0.0.1", most=3, per=HOUR)


def test_after_a_while_it_is_possible_again():
    brief = timedelta(microseconds=1)
    assert all(limits.allowed("ask", "eve", most=1, per=brief) for _time in range(5))


def test_a_second_press_does_nothing():
    pressed = []

    for _time in range(2):
        assert limits.once("order-1", lambda: pressed.append(1) or 42) == 42
    assert pressed == [1]
    assert limits.was_done("order-1")
    assert not limits.was_done("order-3")


def test_what_failed_may_be_tried_again():
    with pytest.raises(ZeroDivisionError):
        limits.once("order-2", lambda: 1 / 0)
    assert limits.once("order-2", lambda: 7) == 7
