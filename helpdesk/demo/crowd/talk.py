"""The messages and events of one ticket as rows for COPY, and what the ticket's row repeats of them."""

import json
from struct import Struct

from helpdesk.demo.conversations import HELPER, NOTE
from helpdesk.demo.crowd.rows import NULL, json_field, long, moment, number_field, text_field, truth_field
from helpdesk.demo.crowd.texts import GAP
from tickets.models import Channel, Event

MESSAGE = "id ticket_id author_id is_internal is_from_requester created_at goes_out_at channel body html"
EVENT = "ticket_id at next_try_at actor_id message_id is_settled kind details"
# The fields of a row that are numbers, each after its length.
message_begins, event_begins = Struct("!iqiqiqi?i?iqiq").pack, Struct("!iqiqiq").pack
SETTLED = {kind: truth_field(True) + text_field(kind) for kind in Event.Kind.values}
CHANNELS = {channel: text_field(channel) for channel in Channel.values}
PUBLIC = set(Event.PUBLIC)
ASKED = "We have asked something"
ASSIGNED = '{"person": %s, "name": %s, "former": null, "former_name": ""}'
WAITING = f'{{"waiting_for": "requester", "until": null, "reason": "{ASKED}"}}'
RESOLVED = '{"code": %s, "name": %s, "resolution": %s}'


class Talk:
    """Written while it is made: the rows go to `messages` and `events`, two lists."""

    def __init__(self, ticket_id, message_id, number, asker, helper, messages, events):
        self.ticket_id, self.message_id, self.number = ticket_id, message_id, str(number)
        self.asker, self.helper, self.messages, self.events = asker, helper, messages, events
        self.first_replied, self.is_answered, self.last_public = None, False, ""

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
        self.event("resolved", self.helper[0], at, RESOLVED % (*code, json.dumps(self.told(resolution))))
        self.since = at

    def close(self, at, is_silent):
        if is_silent:
            self.event("closed", None, at, '{"is_silent": true}')
        else:
            self.event("accepted", self.asker.pk, at)
        self.since = at

    def say(self, words, at, kind, author, channel="portal", is_internal=False):
        from_requester = author == self.asker.pk
        self.messages.append(
            message_begins(
                8,
                self.message_id,
                8,
                self.ticket_id,
                8,
                author,
                1,
                is_internal,
                1,
                from_requester,
                8,
                at,
                8,
                at,
            )
            + CHANNELS[channel]
            + (words.fields or text_field(self.told(words.body)) + text_field(self.told(words.html)))
        )
        self.last = words.excerpt
        if not is_internal:
            self.last_public, self.is_answered = words.excerpt, not from_requester
            if not from_requester and self.first_replied is None:
                self.first_replied = at
        details = '{"mentions": []}' if is_internal else "{}"
        self.event(kind, author, at, details, long(8, self.message_id))
        self.message_id += 1

    def event(self, kind, actor, at, details="{}", message=NULL):
        begins = event_begins(8, self.ticket_id, 8, at, 8, at)
        self.events.append(begins + number_field(actor) + message + SETTLED[kind] + json_field(details))
        self.updated = at
        if kind in PUBLIC:
            self.public_updated = at
