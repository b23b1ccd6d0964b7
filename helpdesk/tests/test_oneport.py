"""One port at home: pages take the WSGI path, the live stream the ASGI path."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from helpdesk import oneport


@pytest.mark.parametrize(
    ("path", "way"),
    [("/live/", "stream"), ("/live/bell/", "stream"), ("/", "pages"), ("/livestock/", "pages")],
)
def test_each_address_takes_its_way(monkeypatch, path, way):
    taken = []

    async def stream(scope, receive, send):
        taken.append("stream")

    async def pages(scope, receive, send):
        taken.append("pages")

    monkeypatch.setattr(oneport, "stream", stream)
    monkeypatch.setattr(oneport, "pages", pages)
    call = oneport.application({"type": "http", "path": path}, None, None)
    # In a thread of its own: browser tests before this one leave an event loop running on the main thread.
    with ThreadPoolExecutor() as aside:
        aside.submit(asyncio.run, call).result()
    assert taken == [way]
