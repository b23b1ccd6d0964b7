"""The story of one press on Send: the reply, and the status that goes along with it."""

from dataclasses import dataclass, field

from django.db import transaction

from tickets import agent_drafts
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
    Returns the event of the reply.
    """
    with ticket.unless_changed(answer.seen, NEWS, by=by):
        event = ticket.reply(answer.body, by=by, files=answer.files, hold=UNDO_SEND, as_requester=False)
        if answer.then == "waiting":
            ticket.wait(WaitingFor.REQUESTER, by=by, with_reply=event.message)
        elif answer.then == "resolve":
            ticket.resolve(by=by, code=answer.code, with_reply=event.message)
        agent_drafts.forget(ticket, by, Draft.Mode.REPLY)
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
    agent_drafts.keep(ticket, by, Draft.Mode.REPLY, "\n\n".join(words), [*files, *typed.get("attachments", [])])
