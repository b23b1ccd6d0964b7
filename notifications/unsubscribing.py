"""The one-click way out of daily summaries (RFC 8058), by a signed address that is good for nothing else."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import User

SALT = "notifications.summary"


def headers_for(user):
    """The headers that let a mail program offer “Unsubscribe” on a summary."""
    address = settings.SITE_URL + reverse(
        "notifications:unsubscribe", args=[signing.dumps(user.pk, salt=SALT)]
    )
    headers = {"List-Unsubscribe": f"<{address}>"}
    # One press without a page is allowed over HTTPS alone (RFC 8058 §3.1).
    return headers | ({"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if settings.IS_SECURE else {})


def reader_of(token):
    """The person whose summary carried `token`; None when it is forged or they are gone."""
    try:
        return User.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None
