"""Doors for other machines: mail that is brought by HTTP, and what providers report of ours.

Anybody may knock. Whoever does not know the address is told there is nothing; then comes the proof.
"""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.doors import open_to_all
from channels.email import reported
from channels.email.bringing import WAYS, Strange
from channels.email.intake import keep
from channels.email.large import TooLarge, most_bytes
from channels.email.proving import Unproven
from channels.models import Inlet, Transport
from core.streamed import reads_itself

# A mail within JSON or a form is longer than by itself.
AS_MUCH = 2
LONGEST_REPORT = 1024 * 1024
CHUNK = 64 * 1024


# Machines have no cookie of ours to be misused; their signature stands for the token.
@csrf_exempt
@reads_itself
@require_POST
@open_to_all
def mail(request, key):
    """Keep one mail: 200 once it is safe, 401 without proof, 413 when too large, 409 for another mail of one id."""
    inlet = get_object_or_404(Inlet.objects.select_related("mailbox"), hook_key=key, is_active=True)
    try:
        brought = WAYS[inlet.way](inlet, request.headers, lambda: whole(request, AS_MUCH * most_bytes()))
        if len(brought.raw) > most_bytes():
            raise TooLarge
    except (Unproven, Strange, TooLarge) as refusal:
        return refused(inlet, refusal)
    letter = keep(
        brought.raw,
        mailbox=inlet.mailbox,
        place=f"hook:{inlet.pk}/{brought.name}",
        envelope_from=brought.envelope_from,
        envelope_to=brought.envelope_to,
    )
    inlet.note_heard()
    # What lies there under this id is another mail: theirs is not kept, and they shall know.
    return answer(200) if letter.is_of(brought.raw) else answer(409)


@csrf_exempt
@require_POST
@open_to_all
def reports(request, key):
    """Take what a provider says became of our mail; 401 without proof."""
    transport = get_object_or_404(Transport, hook_key=key)
    try:
        # Within what Django itself is willing to read.
        check_length(request, LONGEST_REPORT)
        reported.take_in(transport, request)
    except (Unproven, Strange, TooLarge) as refusal:
        return answer(STATUS[type(refusal)], str(refusal))
    return answer(200)


STATUS = {Unproven: 401, TooLarge: 413, Strange: 400}


def refused(inlet, refusal):
    words = str(refusal) or "It is too large."
    inlet.note_refused(words)
    return answer(STATUS[type(refusal)], words)


def answer(status, words=""):
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def check_length(request, most):
    said = request.headers.get("Content-Length") or "0"
    if not said.isdecimal() or int(said) > most:
        raise TooLarge


def whole(request, most):
    """The bytes of a request, read piece by piece and never more than `most`. Raises TooLarge."""
    check_length(request, most)
    body = bytearray()
    while piece := request.read(CHUNK):
        body += piece
        if len(body) > most:
            raise TooLarge
    return bytes(body)
