"""A rule in words, and what it would change."""

from django.utils.translation import gettext as _

from channels.email.conditions import OF_QUESTIONS, Field, Operator
from core.commas import listed
from tickets.models import Priority


def asked_words(rule):
    """What a rule asks, one line for each condition."""
    return [_condition(**one) for one in rule.conditions]


def _condition(*, field, operator, value="", header=""):
    facts = {
        "field": header if field == Field.HEADER else Field(field).label,
        "operator": Operator(operator).label,
        # Set apart (UAX 9), or its direction would stir up the sentence around it.
        "value": f"\u2068{value}\u2069",
    }
    if operator in OF_QUESTIONS:
        return _("%(field)s: %(operator)s") % facts
    return _("%(field)s %(operator)s “%(value)s”") % facts


def following_words(rule):
    """What follows when a rule holds, one line for each."""
    if rule.is_refusing:
        return [_("The mail is refused.")]
    lines = [f"{name}: {value}" for name, value in facts_of(rule).items() if value]
    return [*lines, *([_("No further rule.")] if rule.is_last else [])]


def facts_of(decided):
    """What a Rule or a Ruling decides: {what it is called: its words or ""}."""
    return {
        _("Desk"): decided.desk or "",
        _("Category"): decided.category or "",
        _("Team"): decided.team or "",
        _("Priority"): Priority(decided.priority).label if decided.priority else "",
        _("Tags"): listed(sorted(set(decided.tags))),
    }


def changes(before, after, standing):
    """What is other in the Ruling `after` than in `before`: [(what, former words, new words)]. `standing` is the desk
    where no rule says anything."""
    if after.refused_by or before.refused_by:
        words = {True: _("refused"), False: _("a ticket")}
        was, now = bool(before.refused_by), bool(after.refused_by)
        return [(_("The mail"), words[was], words[now])] if was != now else []
    former, later = facts_of(before), facts_of(after)
    former[_("Desk")], later[_("Desk")] = before.desk or standing, after.desk or standing
    pairs = [(name, str(former[name] or "–"), str(later[name] or "–")) for name in former]
    return [line for line in pairs if line[1] != line[2]]
