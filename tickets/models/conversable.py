"""Can be talked on: public replies, internal notes, corrections, and taking a reply back before it goes out."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import gathered
from tickets.models.attachment import Attachment
from tickets.models.choices import Channel, Group
from tickets.models.eventful import WORDS, Event, verb
from tickets.models.message import FormerText, Message
from tickets.models.movable import Movable

UNDO_SEND = timedelta(seconds=10)


class Conversable(Movable):
    # The last words, repeated here so that lists need no second query; the public ones apart, because a
    # requester's list must never show a note.
    last_words = models.CharField(max_length=160, blank=True, editable=False)
    last_public_words = models.CharField(max_length=160, blank=True, editable=False)
    is_answered = models.BooleanField(default=False, editable=False)
    first_replied_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @verb
    def reply(
        self, body, *, by, files=(), channel=Channel.PORTAL, hold=timedelta(0), as_requester=None, **facts
    ):
        """Add public words. `files` are loose attachments of `by`; `hold` is how long they can be taken back;
        `facts` are those of the Message that only some doors know (is_plain, doubts).

        Words of the requester's side (`as_requester`; left out, everybody who does not work here) end the waiting
        for them; an agent's words count as an answer.
        """
        is_from_requester = not self.is_worked_by(by) if as_requester is None else as_requester
        if is_from_requester and self.group == Group.WAITING:
            self.resume(by=by)
        message = self._say(
            body,
            by=by,
            files=files,
            channel=channel,
            hold=hold,
            is_from_requester=is_from_requester,
            **facts,
        )
        return self.record(
            Event.Kind.REPLIED, by=by, message=message, react_at=message.goes_out_at if hold else None
        )

    @verb
    def note(self, body, *, by, files=(), mentions=(), channel=Channel.PORTAL, is_silent=False, **facts):
        """Add words for agents only; `mentions` are the colleagues to call, `facts` as in `reply`.

        `is_silent` when nobody shall be told.
        """
        message = self._say(body, by=by, files=files, channel=channel, is_internal=True, **facts)
        message.mentions.set(mentions)
        told = {"mentions": [person.pk for person in mentions], **({"is_silent": True} if is_silent else {})}
        return self.record(Event.Kind.NOTED, by=by, message=message, **told)

    @verb
    def correct(self, message, body, *, by):
        """Put `body` in place of the words of `message`; the former text is kept. Only the author may."""
        if message.author != by or message.withdrawn_at:
            raise ValidationError(_("Only the person who wrote this can correct it."))
        if message.body == body:
            return
        FormerText.objects.create(message=message, body=message.body, replaced_by=by)
        message.body, message.corrected_at = body, timezone.now()
        message.save()
        self.record(Event.Kind.CORRECTED, by=by, about=message.pk, is_internal=message.is_internal)

    @verb
    def withdraw(self, message, *, by):
        """Take a reply back while it is still on hold, and the move that came along with it.

        Its files are loose again; ValidationError once it has gone out, to the very moment.
        """
        # A worker that claims these rows first has begun to send; one that comes later skips them.
        events = list(message.events.select_for_update())
        message.refresh_from_db()
        has_begun = any(event.attempts for event in events)
        if message.author != by or has_begun or not message.is_on_hold:
            raise ValidationError(_("This message has already gone out."))
        message.withdrawn_at = timezone.now()
        message.save(update_fields=["withdrawn_at"])
        message.attachments.update(message=None)
        undone = [event.kind for event in reversed(events) if self._move_back(event)]
        message.events.update(pending=[], is_settled=True, is_taken_back=True)
        self.recount_words()
        self.record(Event.Kind.WITHDRAWN, by=by, about=message.pk, undone=undone)

    @verb
    def note_undelivered(self, message, *, to, **facts):
        """Say that the mail with a reply could not be delivered: once, and once more each time it was sent again.

        `facts` are plain values: `why`, and the id of the `mail`.
        """
        told = self.events.filter(kind__in=[Event.Kind.UNDELIVERED, Event.Kind.REPORTED])
        last = told.filter(details__about=message.pk).last()
        if last is None or last.kind != Event.Kind.UNDELIVERED:
            self.record(Event.Kind.UNDELIVERED, about=message.pk, to=to, **facts)

    @verb
    def note_report(self, what, *, mail, to, by=None, **facts):
        """Say what was heard of the mail with the id `mail`, the same thing once: "dead", "full", "policy", "other",
        "later", "complaint", "receipt"; or "again", whenever somebody sends it once more."""
        told = self.events.filter(kind=Event.Kind.REPORTED, details__mail=mail, details__what=what)
        if by or not told.exists():
            self.record(Event.Kind.REPORTED, by=by, what=what, mail=mail, to=to, **facts)

    def _say(self, body, *, by, files, channel, hold=timedelta(0), **facts):
        if not body.strip():
            raise ValidationError(_("Write a message first."))
        now = timezone.now()
        message = Message(
            ticket=self,
            author=by,
            body=body,
            channel=channel,
            created_at=now,
            goes_out_at=now + hold,
            **facts,
        )
        gathered.add(message)
        Attachment.objects.join(files, message)
        self.count_words_of(message)
        return message

    def count_words_of(self, message):
        """Let lists show the newest message of the conversation; as `recount_words`, without asking for the others.
        Saved with the event that tells of it."""
        self.last_words = message.excerpt
        if message.is_internal:
            return
        if message.goes_out_at <= message.created_at:
            self.last_public_words = message.excerpt
        self.is_answered = not message.is_from_requester
        if self.is_answered and self.first_replied_at is None:
            self.first_replied_at = message.created_at

    def recount_words(self):
        """Bring what lists show of the conversation in line with the messages that count."""
        said = self.messages.filter(withdrawn_at=None)
        last, last_public = said.last(), said.public().last()
        answers = said.filter(is_internal=False)
        latest, first_answer = answers.last(), answers.filter(is_from_requester=False).first()
        self.last_words = last.excerpt if last else ""
        self.last_public_words = last_public.excerpt if last_public else ""
        self.is_answered = bool(latest and not latest.is_from_requester)
        self.first_replied_at = first_answer and first_answer.created_at
        self.save(update_fields=WORDS)
