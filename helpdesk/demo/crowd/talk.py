"""The messages and events of one ticket as lines for COPY, and what the ticket's row repeats of them."""

from helpdesk.demo.conversations import HELPER, NOTE
from helpdesk.demo.crowd.lines import NULL, moment
from helpdesk.demo.crowd.texts import GAP
from tickets.models import Event

MESSAGE = "id ticket_id author_id is_internal is_from_requester channel created_at goes_out_at body html"
EVENT = "ticket_id kind actor_id at next_try_at message_id details is_settled"
PUBLIC = set(Event.PUBLIC)
ASKED = "We have asked something"
# JSON, escaped for COPY.
ASSIGNED = '{"person": %s, "name": %s, "former": null, "former_name": ""}'
WAITING = f'{{"waiting_for": "requester", "until": null, "reason": "{ASKED}"}}'
RESOLVED = '{"code": %s, "name": %s, "resolution": "%s"}'


class Talk:
    """Written while it is made: the lines go to `messages` and `events`, two lists."""

    def __init__(self, ticket_id, message_id, number, asker, helper, messages, events):
        self.ticket_id, self.message_id, self.number = ticket_id, message_id, str(number)
        self.asker, self.helper, self.messages, self.events = asker, helper, messages, events
        self.first_replied, self.is_answered, self.last_public = NULL, "f", ""

    def told(self, text):
        return text.replace(GAP, self.number)

    def begin(self, words, opened, channel):
        self.say(words, opened, "opened", self.asker.pk, channel)
        self.since = opened

    def take(self, at):
        pk, name = self.helper
        self.event("assigned", pk, at, ASSIGNED % (pk, name))
        self.since = at

    def converse(self, turns, begins, pause, shake):
        """Say the `turns`, each about `pause` seconds after the other; `shake` gives 0 to 1."""
        for turn, (mark, words) in enumerate(turns, start=1):
            at = moment(begins + pause * (turn + 0.6 * shake()))
            if mark == NOTE:
                self.say(words, at, "noted", self.helper[0], is_internal=True)
            else:
                self.say(words, at, "replied", self.helper[0] if mark == HELPER else self.asker.pk)

    def wait(self):
        self.event("waiting", self.helper[0], self.updated, WAITING)

    def resolve(self, at, code, resolution):
        self.event("resolved", self.helper[0], at, RESOLVED % (*code, self.told(resolution)))
        self.since = at

    def close(self, at, is_silent):
        if is_silent:
            self.event("closed", NULL, at, '{"is_silent": true}')
        else:
            self.event("accepted", self.asker.pk, at)
        self.since = at

    def say(self, words, at, kind, author, channel="portal", is_internal=False):
        from_requester = author == self.asker.pk
        sides = f"{'t' if is_internal else 'f'}\t{'t' if from_requester else 'f'}"
        text = f"{self.told(words.body)}\t{self.told(words.html)}"
        self.messages.append(
            f"{self.message_id}\t{self.ticket_id}\t{author}\t{sides}\t{channel}\t{at}\t{at}\t{text}"
        )
        self.last = words.excerpt
        if not is_internal:
            self.last_public, self.is_answered = words.excerpt, "f" if from_requester else "t"
            if not from_requester and self.first_replied is NULL:
                self.first_replied = at
        details = '{"mentions": []}' if is_internal else "{}"
        self.event(kind, author, at, details, self.message_id)
        self.message_id += 1

    def event(self, kind, actor, at, details="{}", message=NULL):
        self.events.append(f"{self.ticket_id}\t{kind}\t{actor}\t{at}\t{at}\t{message}\t{details}\tt")
        self.updated = at
        if kind in PUBLIC:
            self.public_updated = at
