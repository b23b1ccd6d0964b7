"""The story of one press on Send: the reply, and the status that goes along with it."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from tickets import agent_drafts
from tickets.mentions import mentioned_in
from tickets.models import Attachment, Draft, Event, ResolutionCode, WaitingFor
from tickets.models.conversable import UNDO_SEND

# What a colleague or the requester may have said while one was typing.
NEWS = Event.SPOKEN


@dataclass
class Answer:
    """What the composer sends. `then` is "stay", "waiting" or "resolve"; `seen` the last event its writer saw."""

    body: str
    files: list[Attachment] = field(default_factory=list)
    then: str = "stay"
    code: ResolutionCode | None = None
    seen: int | None = None


@transaction.atomic
def send(ticket, answer, *, by):
    """Reply to `ticket`, and let it wait or resolve it along with that; all can be taken back for UNDO_SEND.

    Raises Conflict when somebody spoke since `answer.seen`, and ValidationError for words that say nothing.
    Returns the event of the reply; a second press while the first is on hold returns that one.
    """
    with ticket.unless_changed(answer.seen, NEWS, by=by):
        if said := said_just_now(ticket, answer.body, by=by):
            return said
        event = ticket.reply(answer.body, by=by, files=answer.files, hold=UNDO_SEND, as_requester=False)
        if answer.then == "waiting":
            ticket.wait(WaitingFor.REQUESTER, by=by, with_reply=event.message)
        elif answer.then == "resolve":
            ticket.resolve(by=by, code=answer.code, with_reply=event.message)
        agent_drafts.forget(ticket, by, Draft.Mode.REPLY)
    return event


def said_just_now(ticket, body, *, by, is_internal=False):
    """The event of the very same words of `by`, if they are the last ones here and only seconds old; else None."""
    last = ticket.messages.filter(withdrawn_at=None).last()
    is_same = last and (last.author_id, last.is_internal, last.body) == (by.pk, is_internal, body)
    return last.events.first() if is_same and timezone.now() - last.created_at < UNDO_SEND else None


@transaction.atomic
def note(ticket, body, *, by, files=()):
    """Add an internal note, and call the colleagues it names by @; a second press adds nothing."""
    ticket.hold()
    event = said_just_now(ticket, body, by=by, is_internal=True)
    if event is None:
        event = ticket.note(body, by=by, files=files, mentions=mentioned_in(body, ticket.desk))
        agent_drafts.forget(ticket, by, Draft.Mode.NOTE)
    return event


@transaction.atomic
def take_back(ticket, message, *, by):
    """Withdraw `message` while it is on hold; its words and files become the draft of `by` again.

    Raises ValidationError once it has gone out. What was typed since stays below the words.
    """
    files = list(message.attachments.values_list("key", flat=True))
    ticket.withdraw(message, by=by)
    begun = Draft.objects.of(by).filter(ticket=ticket, mode=Draft.Mode.REPLY).first()
    typed = begun.content if begun else {}
    words = [text for text in (message.body, agent_drafts.kept_text(typed)) if text.strip()]
    agent_drafts.keep(
        ticket, by, Draft.Mode.REPLY, "\n\n".join(words), [*files, *typed.get("attachments", [])]
    )
