"""Keyset paging walks a list without losing or doubling a row, whatever happens to it meanwhile."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from accounts.models import Organization
from core.pages import keyset_page

pytestmark = pytest.mark.django_db


def make(*names):
    Organization.objects.bulk_create(Organization(name=name) for name in names)


def walk(order, size, step="next_cursor", cursor=None):
    rows = []
    for _step in range(100):
        page = keyset_page(Organization.objects.all(), order, cursor, size)
        rows.extend(page) if step == "next_cursor" else rows.extend(reversed(page.rows))
        cursor = getattr(page, step)
        if cursor is None:
            return [row.name for row in rows]
    raise AssertionError("The list never ends.")


@pytest.mark.parametrize("order", [["name", "pk"], ["-name", "pk"], ["is_vip", "-name", "pk"]])
@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_walking_forward_meets_every_row_once(order, size):
    make("a", "b", "c", "d", "e")
    expected = list(Organization.objects.order_by(*order).values_list("name", flat=True))
    assert walk(order, size) == expected


def test_walking_back_meets_the_same_rows():
    make("a", "b", "c", "d", "e")
    last = keyset_page(Organization.objects.all(), ["name", "pk"], size=4)
    end = keyset_page(Organization.objects.all(), ["name", "pk"], last.next_cursor, 4)
    assert [row.name for row in end] == ["e"]
    back = keyset_page(Organization.objects.all(), ["name", "pk"], end.previous_cursor, 4)
    assert [row.name for row in back] == ["a", "b", "c", "d"]
    assert back.previous_cursor is None


def test_a_row_that_appears_before_the_cursor_moves_nothing():
    make("b", "c", "d")
    first = keyset_page(Organization.objects.all(), ["name", "pk"], size=2)
    make("a")
    second = keyset_page(Organization.objects.all(), ["name", "pk"], first.next_cursor, 2)
    assert [row.name for row in second] == ["d"]


@pytest.mark.parametrize("cursor", ["", "nonsense", "WyJhIl0:abc", None, "x" * 5000, "\x00"])
def test_a_damaged_cursor_means_the_first_page(cursor):
    make("a", "b")
    assert [row.name for row in keyset_page(Organization.objects.all(), ["name", "pk"], cursor)] == ["a", "b"]


def test_a_cursor_of_another_order_means_the_first_page():
    make("a", "b")
    cursor = keyset_page(Organization.objects.all(), ["name", "pk"], size=1).next_cursor
    page = keyset_page(Organization.objects.all(), ["-name", "pk"], cursor, 1)
    assert [row.name for row in page] == ["b"]


@given(st.lists(st.tuples(st.booleans(), st.text("ab", max_size=2)), max_size=12), st.integers(1, 5))
@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_list_is_walked_completely(db, rows, size):
    Organization.objects.all().delete()
    Organization.objects.bulk_create(
        Organization(name=f"{number} {text}", is_vip=flag) for number, (flag, text) in enumerate(rows)
    )
    expected = list(Organization.objects.order_by("-is_vip", "pk").values_list("name", flat=True))
    assert walk(["-is_vip", "pk"], size) == expected
