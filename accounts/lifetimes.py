"""How long a session lives: until a pause was too long, and never beyond its lifetime (ASVS 5.0, 7.3.1 and 7.3.2).

The end is kept as the session's own moment of expiry, so that every reader of sessions (pages, the live stream, the
list of one's devices, the nightly clearing) knows it, and no page can forget to ask.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

# Sessions are not written with every request; a pause is measured that much too strictly.
STEP = timedelta(minutes=5)


class LifetimeMiddleware:
    """Prolongs the session of whoever does something; what a page asks by itself is nobody's doing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not is_by_itself(request, response) and request.user.is_authenticated:
            prolong(request.session, request.user)
        return response


def begin(sender, request, user, **more):
    """Start the time of a session that has just been signed in to; connected to Django's `user_logged_in`."""
    request.session.pop("began_at", None)
    prolong(request.session, user)


def is_by_itself(request, response):
    """Whether a page asked without anybody at it: live news, polling, being here (see static/js/itself.js)."""
    stream = "text/event-stream"
    is_news = stream in (request.headers.get("Accept"), response.get("Content-Type"))
    return is_news or "X-By-Itself" in request.headers


def prolong(session, user):
    """Let the session of `user`, who is here now, end after the pause their role may make."""
    pause = settings.SESSION_IDLE_AGENTS if user.is_agent else settings.SESSION_IDLE_REQUESTERS
    now = timezone.now()
    began = datetime.fromtimestamp(session.get("began_at", now.timestamp()), UTC)
    end = min(now + timedelta(seconds=pause), began + timedelta(seconds=settings.SESSION_LIFETIME))
    step = min(STEP, timedelta(seconds=pause / 10))
    if "began_at" not in session or abs(end - session.get_expiry_date()) > step:
        session["began_at"] = began.timestamp()
        session.set_expiry(end)
