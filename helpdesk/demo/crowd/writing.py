"""Writes tickets, with what was said on them, as rows for COPY."""

import json

from helpdesk.demo.answers import answers_to
from helpdesk.demo.categories import CATEGORIES
from helpdesk.demo.conversations import HELPER, REQUESTER
from helpdesk.demo.crowd import cast
from helpdesk.demo.crowd.calendar import Calendar
from helpdesk.demo.crowd.life import DAY, draw
from helpdesk.demo.crowd.rows import Table, moment
from helpdesk.demo.crowd.talk import ASKED, EVENT, MESSAGE, Talk
from helpdesk.demo.crowd.texts import Scripts
from helpdesk.demo.telling import TAGS
from tickets.models import (
    Event,
    Group,
    Identity,
    MatrixCell,
    Message,
    Participant,
    ResolutionCode,
    Status,
    Ticket,
)

TICKET = (
    "id number desk_id category_id team_id requester_id assignee_id organization_id department_id contract_id kind "
    "subject status_id group channel source_ip identity impact urgency priority tags answers last_words "
    "last_public_words is_answered first_replied_at opened_at updated_at public_updated_at status_since "
    "resolution_code_id resolution resolved_at closed_at close_at waiting_for waiting_reason due_at"
)
PARTICIPANT = "ticket_id user_id may_reply added_at"


class Writer:
    """Draws one ticket after the other; the rows collect in `rows`, by table, until they are taken.

    `ticket_id`, `number` and `message_id` are the next free ones.
    """

    def __init__(self, dice, now, count):
        self.now, self.calendar, self.count = now.timestamp(), Calendar(now), count
        self.ticket_id = self.number = self.message_id = 1
        self.scripts = Scripts(dice)
        self.askers = cast.askers(dice, count)
        self.places = cast.places({row[0]: row[7][0] for row in CATEGORIES})
        self.statuses = {group: Status.objects.usual(group).pk for group in Group.values}
        codes = ResolutionCode.objects.in_use().filter(is_invalid=False)
        self.codes = [(one.pk, json.dumps(str(one), ensure_ascii=False)) for one in codes]
        self.matrix = {(cell.impact, cell.urgency): cell.priority for cell in MatrixCell.objects.all()}
        self.answers = {
            row[0]: [json.dumps(answers_to(row[0], dice, now)) for _turn in range(8)] for row in CATEGORIES
        }
        self.tags = {row[0]: tuple(TAGS.get(row[0], [])) for row in CATEGORIES}
        self.tables = {
            "tickets": Table(Ticket, TICKET),
            "messages": Table(Message, MESSAGE),
            "events": Table(Event, EVENT),
            "participants": Table(Participant, PARTICIPANT),
        }
        self.rows = {name: [] for name in self.tables}
        self.roll(dice)

    def roll(self, dice):
        """Draw with `dice` from now on."""
        self.dice, self.random = dice, dice.random

    def take_rows(self):
        """What has been written since the last time: [(Table, [row, ...])], tickets first."""
        taken, self.rows = self.rows, {name: [] for name in self.tables}
        return [(self.tables[name], rows) for name, rows in taken.items() if rows]

    def write(self, row):
        """Write the ticket that stands at place `row` of all."""
        share = (row + self.random()) / self.count
        opened = self.calendar.moment(share)
        script = self.scripts.draw(self.dice)
        place, asker = self.places[script.category], self._one_of(self.askers[script.language])
        life = draw(self.random, share, opened, self.now, place.autoclose_days)
        door = self._door(script, asker)
        code = self._one_of(self.codes)
        talk = self._talk(script, asker, self._one_of(place.helpers), life, opened, door[0], code)
        self._ticket(script, place, talk, life, opened, door, code)
        self.ticket_id, self.number, self.message_id = self.ticket_id + 1, self.number + 1, talk.message_id

    def _talk(self, script, asker, helper, life, opened, channel, code):
        number = 20_000 + int(self.random() * 79_999)
        talk = Talk(
            self.ticket_id,
            self.message_id,
            number,
            asker,
            helper,
            self.rows["messages"],
            self.rows["events"],
        )
        talk.begin(script.first, moment(opened), channel)
        if self.random() < 0.04:
            self._participant(talk, script.language)
        begins, turns = opened, self.scripts.more[script.language][REQUESTER]
        if life.taken is None:
            turns = [(REQUESTER, self._one_of(turns))] * life.turns
        else:
            talk.take(moment(life.taken))
            begins, turns = life.taken, self.scripts.turns(script, life.turns, self.dice)
        if life.group == Group.WAITING:
            turns = [*turns[:-1], (HELPER, self._one_of(self.scripts.more[script.language][HELPER]))]
        talk.converse(turns, begins, (life.spoken_until - begins) / (len(turns) + 1), self.random)
        if life.group == Group.WAITING:
            talk.wait()
        if life.resolved:
            talk.resolve(moment(life.resolved), code, script.resolution)
        if life.closed:
            talk.close(moment(life.closed), life.is_silent)
        return talk

    def _participant(self, talk, language):
        other = self._one_of(self.askers[language]).pk
        if other != talk.asker.pk:
            row = self.tables["participants"].row(self.ticket_id, other, True, talk.updated)
            self.rows["participants"].append(row)
            details = f'{{"person": {other}, "name": "", "may_reply": true}}'
            talk.event("participant_added", talk.asker.pk, talk.updated, details)

    def _ticket(self, script, place, talk, life, opened, door, code):
        impact, urgency = 3 - int(self.random() * 1.3), 1 + int(self.random() ** 0.7 * 3)
        channel, address, identity, answers = door
        is_waiting = life.group == Group.WAITING
        values = (
            self.ticket_id, self.number, place.desk, place.pk, place.team, talk.asker.pk,
            None if life.taken is None else talk.helper[0], talk.asker.organization, talk.asker.department,
            talk.asker.contract, place.kind, talk.told(script.subject), self.statuses[life.group], life.group,
            channel, address, identity, impact, urgency, self.matrix[impact, urgency],
            self.tags[script.category] if self.random() < 0.5 else (), answers, talk.told(talk.last),
            talk.told(talk.last_public), talk.is_answered, talk.first_replied, moment(opened), talk.updated,
            talk.public_updated,
            talk.since if not is_waiting else talk.updated, None if life.resolved is None else code[0],
            talk.told(script.resolution) if life.resolved else "", when(life.resolved), when(life.closed),
            when(life.close), "requester" if is_waiting else "", ASKED if is_waiting else "", self._due(life),
        )  # fmt: skip
        self.rows["tickets"].append(self.tables["tickets"].row(*values))

    def _door(self, script, asker):
        """Channel, network address, identity and answers of one who comes in."""
        draw = self.random()
        if draw < 0.6:
            answers = self._one_of(self.answers[script.category])
            if asker.network and self.random() < 0.5:
                address = f"{asker.network}.{65 + int(self.random() * 60)}"
                return "portal", address, Identity.CONTRACT.value, answers
            return "portal", None, Identity.SIGNED_IN.value, answers
        channel = "email" if draw < 0.88 else "phone" if draw < 0.97 else "chat"
        return channel, None, Identity.VERIFIED_MAIL.value, "{}"

    def _due(self, life):
        if life.resolved or self.random() < 0.2:
            return None
        return moment(self.now + (self.random() - 0.12) * 6 * DAY)

    def _one_of(self, rows):
        return rows[int(self.random() * len(rows))]


def when(seconds):
    return None if seconds is None else moment(seconds)
