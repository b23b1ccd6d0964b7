"""What a browser leaves behind in the process that drove it: the three tests below run in this order."""

import asyncio

import pytest
from asgiref.sync import async_to_sync

from accounts.models import Organization

# All three alike, so that pytest-django leaves them in this order.
pytestmark = pytest.mark.django_db


@pytest.mark.browser
def test_a_browser_leaves_its_loop_on_the_thread(page):
    page.goto("about:blank")
    assert asyncio.get_running_loop()


def test_after_a_browser_asynchronous_code_still_runs_and_rows_are_written():
    async def answer():
        return 42

    assert async_to_sync(answer)() == 42
    Organization.objects.create(name="Left behind")


def test_rows_written_after_a_browser_are_taken_back():
    assert not Organization.objects.filter(name="Left behind").exists()
