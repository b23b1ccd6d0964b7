"""What providers report of mail that left by them: bounces and complaints, as if a report had come by mail."""

from channels.email.bounced import note_report
from channels.email.bringing import Strange
from channels.email.providers import PROVIDERS
from channels.email.proving import Unproven, check_signature, key_of
from channels.models import Outgoing

# Of anymail's words for events, those that say a mail did not arrive or was not wanted.
KINDS = {"bounced": "bounce", "rejected": "bounce", "failed": "bounce", "complained": "complaint"}


def take_in(transport, request):
    """Note each report of a request on the mail it speaks of. Raises Unproven, or Strange when there is none."""
    provider = PROVIDERS.get(transport.way)
    if provider is None:
        raise Unproven("No provider reports here.")
    reader = provider.tracking(transport)
    prove(provider, transport, reader, request)
    try:
        events = reader.parse_events(request)
    except Exception as error:  # anymail says in many ways that it does not understand
        raise Strange(f"That is no report: {error}") from error
    for event in events:
        note(transport, event)


def prove(provider, transport, reader, request):
    if provider.signs_as:
        check_signature(
            key_of(transport.signing_key), request.headers, lambda: request.body, provider.signs_as
        )
        return
    try:
        reader.run_validators(request)
    except Exception as error:
        raise Unproven(str(error)) from error


def note(transport, event):
    """Note one of anymail's events. Of mail that left by another server nothing is believed."""
    kind = KINDS.get(event.event_type)
    if kind is None or not event.message_id:
        return
    sent = Outgoing.objects.filter(provider_id=str(event.message_id)[:255], mailbox__transport=transport)
    for outgoing in sent.select_related("ticket", "event__message")[:10]:
        is_final = event.event_type != "failed"
        note_report(outgoing, kind, is_final=is_final, words=event.mta_response or event.description or "")
