"""Pages and live stream behind one port, for bin/run.

Django's ASGI path costs about 4 ms a page, so only /live/ goes there; pages take the WSGI path in threads.
"""

from a2wsgi import WSGIMiddleware

from helpdesk.asgi import application as stream
from helpdesk.leash import die_with_parent
from helpdesk.wsgi import application as wsgi

THREADS = 8

pages = WSGIMiddleware(wsgi, workers=THREADS)
die_with_parent()


async def application(scope, receive, send):
    """An ASGI application: the stream for /live/, a page for everything else."""
    if scope["path"].startswith("/live/"):
        await stream(scope, receive, send)
    else:

        async def receive_body():
            # Granian gives a future where a2wsgi insists on a coroutine.
            return await receive()

        await pages(scope, receive_body, send)
