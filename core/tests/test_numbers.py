"""Numbers and sizes as readers of different languages write them."""

import pytest
from django.utils import translation

from core.numbers import number, size


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "1,234,567"), ("tr", "1.234.567"), ("fa", "۱٬۲۳۴٬۵۶۷")],
)
def test_thousands_stand_apart(language, words):
    with translation.override(language):
        assert number(1234567) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (900, "900 bytes"),
        (2048, "2 KB"),
        (25 * 1024**2, "25 MB"),
        (3 * 1024**5, "3,072 TB"),
    ],
)
def test_a_size_has_the_unit_that_fits(count, words):
    with translation.override("en"):
        assert size(count).replace("\xa0", " ") == words


def test_a_persian_reader_has_persian_units_and_points():
    with translation.override("fa"):
        assert size(1536 * 1024).replace("\xa0", " ") == "۱٫۵ مگابایت"
