"""What providers report of mail that left by them: bounces and complaints, as if a report had come by mail."""

from channels import returned
from channels.email.bringing import Strange
from channels.email.providers import PROVIDERS
from channels.email.proving import Unproven, check_signature, key_of
from channels.models import Outgoing
from channels.subjects import one_line

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
    words = one_line(event.mta_response or event.description or "")
    for outgoing in sent.select_related("ticket", "event__message", "recipient")[:10]:
        if words:
            outgoing.answer = f"{outgoing.answer}; {words}"[:1000]
            outgoing.save(update_fields=["answer"])
        if kind == "complaint":
            returned.complained(outgoing)
        else:
            is_final = event.event_type != "failed"
            nature = returned.nature_of_words(words) if is_final else returned.LATER
            returned.take_back(outgoing, nature, said=words)
