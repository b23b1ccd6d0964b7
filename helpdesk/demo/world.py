"""What the demo's stories share: who and what is there, the conversations still untold, and dice that repeat."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from helpdesk.demo import PASSWORD
from helpdesk.demo.conversations import LANGUAGES, conversations

OPENS, SHUTS = 8, 17


@dataclass
class World:
    """The demo world while it is being made."""

    now: datetime
    seed: int = 1
    password: str | None = PASSWORD
    organizations: dict = field(default_factory=dict)
    departments: dict = field(default_factory=dict)
    desks: dict = field(default_factory=dict)
    teams: dict = field(default_factory=dict)
    statuses: dict = field(default_factory=dict)
    categories: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    codes: list = field(default_factory=list)

    def __post_init__(self):
        self.dice = random.Random(self.seed)  # noqa: S311  the same world every time, not a secret
        # Languages in turn, so that every story has all of them.
        piles = [self._shuffled(conversations(language)) for language in LANGUAGES]
        self.untold = [pile[row] for row in range(max(map(len, piles))) for pile in piles if row < len(pile)]

    def _shuffled(self, pile):
        return self.dice.sample(pile, len(pile))

    def tell_next(self):
        """The next conversation, with a number of its own."""
        return self.untold.pop(0).numbered(self.dice.randint(20_100, 98_700))

    def helper(self, local):
        return self.people[f"{local}@meridian.example"]

    def requester_for(self, conversation):
        """Somebody who speaks its language and would ask this desk."""
        desk = self.categories[conversation.category].desk
        speakers = [
            person
            for person in self.people.values()
            if person.language == conversation.language and not person.is_agent
        ]
        own = [person for person in speakers if person.email.endswith("@meridian.example")]
        outside = [person for person in speakers if person not in own]
        fitting = outside if desk.slug == "care" else own if desk.slug in ("hr", "marketing") else speakers
        return self.dice.choice(fitting or speakers)

    def helper_for(self, conversation):
        """A member of the category's team, of the same language where there is one."""
        members = sorted(self.categories[conversation.category].team.members.all(), key=lambda one: one.pk)
        return self.dice.choice([one for one in members if one.language == conversation.language] or members)

    def later(self, moment, minutes):
        """About so many working minutes after `moment`: nobody answers at night or on a weekend."""
        moment += timedelta(minutes=minutes * self.dice.uniform(0.6, 1.5), seconds=self.dice.randint(0, 59))
        if moment.hour >= SHUTS:
            moment = (moment + timedelta(days=1)).replace(hour=OPENS, minute=self.dice.randint(5, 50))
        elif moment.hour < OPENS:
            moment = moment.replace(hour=OPENS, minute=self.dice.randint(5, 50))
        while moment.weekday() > 4:
            moment += timedelta(days=1)
        return moment
