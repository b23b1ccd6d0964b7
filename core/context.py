"""What every page knows without asking the database."""

import json
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language

from core.moments import PHRASES

THEMES = ("light", "dark")
DENSITIES = ("compact", "roomy")


def site(request):
    """Name of the site, and how this reader wants to see it: account first, cookie second."""
    user = getattr(request, "user", None)
    is_known = bool(user and user.is_authenticated)
    return {
        "site_name": settings.SITE_NAME,
        "theme": chosen(request, user, "theme", THEMES),
        "density": chosen(request, user, "density", DENSITIES),
        "live_url": getattr(settings, "LIVE_URL", "/live/") if is_known else "",
        "attachment_max_bytes": settings.ATTACHMENT_MAX_BYTES,
        "attachments_max_count": settings.ATTACHMENTS_MAX_COUNT,
        "time_phrases": time_phrases(get_language()),
    }


@lru_cache
def time_phrases(language):
    return json.dumps({name: str(words) for name, words in PHRASES.items()})


def chosen(request, user, name, known):
    value = getattr(user, name, "") or request.COOKIES.get(name, "")
    return value if value in known else ""
