"""Makes the calls of webhooks: each claimed row once or more, always with the same key."""

import json

from channels.models import WebhookCall
from channels.posting import Refused, post_json
from core.clock import database_time
from core.failpoints import reach

BATCH = 20
GONE = 410


class NotTaken(Exception):
    """The receiver answered, and not with a 2xx."""


def call(rows):
    """Claim and make what is due of the queryset `rows`; returns how many were taken by their receivers."""
    made = 0
    while batch := rows.claim(BATCH):
        made += sum(_call(row) for row in batch)
    return made


def _call(row):
    status = None
    try:
        status = _post(row)
        reach("after_send")
        if not 200 <= status < 300:
            raise NotTaken(f"The receiver answered {status}.")
    except Exception as error:  # whatever name servers, networks and receivers may do stays on the row
        WebhookCall.objects.filter(pk=row.pk).update(answer=str(error)[:200])
        row.note_trouble(error, is_final=isinstance(error, Refused) or status == GONE)
        return False
    row.note_sent(str(status))
    reach("after_sent_mark")
    return True


def _post(row):
    body = json.dumps(row.payload).encode()
    moment = int(database_time().timestamp())
    headers = {
        "Idempotency-Key": row.key,
        "webhook-id": row.key,
        "webhook-timestamp": str(moment),
        "webhook-signature": row.webhook.signature(row.key, moment, body),
        "User-Agent": "Helpdesk",
    }
    # What it answered is not kept: it may be a page of a machine that was never meant.
    status, _answer = post_json(row.webhook.address, body, headers)
    return status
