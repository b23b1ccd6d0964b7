"""What the rules of the house decide about a mail before it is a ticket, and why."""

from dataclasses import dataclass, field

from channels.email.conditions import Condition, Facts
from channels.models import Letter, Rule


@dataclass
class Ruling:
    """What became of a mail by the rules: facts of a new ticket, or the Rule that refuses it."""

    desk: object = None
    category: object = None
    team: object = None
    priority: int | None = None
    tags: list = field(default_factory=list)
    refused_by: Rule | None = None
    applied: list = field(default_factory=list)

    def apply(self, rule):
        """Let one more Rule that holds decide; what it says goes before what was decided earlier."""
        self.applied.append(rule)
        if rule.is_refusing:
            self.refused_by = rule
            return
        # Where it goes is one decision: what belongs to another desk no longer holds.
        aims = [one for one in (rule.category, rule.team, rule.desk) if one is not None and one.is_active]
        if aims:
            self.desk = next((one.desk for one in aims if one is not rule.desk), rule.desk)
            self.category = rule.category if rule.category in aims else self._still(self.category)
            self.team = rule.team if rule.team in aims else self._still(self.team)
        self.priority = rule.priority or self.priority
        self.tags = [*self.tags, *rule.tags]

    @property
    def is_final(self):
        return bool(self.applied) and (self.applied[-1].is_last or self.refused_by is not None)

    @property
    def opening(self):
        """Its facts of an Opening, but the desk."""
        told = {name: getattr(self, name) for name in ("category", "team", "priority", "tags")}
        return {name: value for name, value in told.items() if value}

    def _still(self, one):
        return one if one is not None and one.desk_id == self.desk.pk else None


def decide(letter, mail, rules):
    """The Ruling of `rules` for a Letter, read as `mail`, that answers no ticket; those that held are steps of its
    way."""
    ruling = ruling_of(rules, Facts(letter, mail))
    for rule in ruling.applied:
        letter.step("rule", rule=rule.name, pk=rule.pk)
    return ruling


def ruling_of(rules, facts):
    """What `rules`, in this order, decide about the Facts of a mail."""
    ruling = Ruling()
    for rule in rules:
        if holds(rule, facts):
            ruling.apply(rule)
        if ruling.is_final:
            break
    return ruling


def holds(rule, facts):
    """Whether every condition of a rule holds. One without conditions holds for every mail."""
    return all(condition.holds(facts) for condition in conditions_of(rule))


def conditions_of(rule):
    return [Condition(**one) for one in rule.conditions]


def refuse(letter):
    """Settle a letter that a rule refuses. Which one, its steps say."""
    letter.settle(Letter.Fate.REFUSED, reason="rule")
