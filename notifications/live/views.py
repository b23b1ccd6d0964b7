"""The door of the live stream: ASGI only, one connection for each browser."""

from asgiref.sync import sync_to_async
from django.contrib.auth import HASH_SESSION_KEY
from django.core.handlers.asgi import ASGIRequest
from django.db import connections
from django.http import HttpResponse, StreamingHttpResponse

from accounts.doors import signed_in
from notifications.live.client import Client
from notifications.live.hub import hub

HEARTBEAT_SECONDS = 15
FROM_HERE = {None, "same-origin"}


@signed_in
async def stream(request):
    """News of what the reader may see, as server-sent events. 204 tells a browser not to come again."""
    if not isinstance(request, ASGIRequest) or request.headers.get("Sec-Fetch-Site") not in FROM_HERE:
        return HttpResponse(status=204)
    user = await request.auser()
    client = Client(user.pk, request.session.session_key, request.session.get(HASH_SESSION_KEY))
    # The request's own thread would keep its connection as long as the page is open.
    await sync_to_async(connections.close_all)()
    response = StreamingHttpResponse(listen(client), content_type="text/event-stream")
    response["Cache-Control"] = "private, no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def listen(client):
    ours = hub()
    try:
        await ours.join(client)
        async for block in client.listen(HEARTBEAT_SECONDS):
            yield block
    finally:
        ours.leave(client)
