"""A change begun again from what is published now: what the forms say then, and in words what is different."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.commas import listed
from core.moments import is_persian
from core.numbers import number
from sla.calendar_builder import SPECIAL, told_calendar
from sla.forms.calendars import CalendarForm
from sla.forms.policies import PolicyForm
from sla.forms.told import told_version
from sla.models import Metric, Policy, Proposal
from sla.overtaking import three_of
from sla.special_days import SpecialDay, What, written
from sla.wording import names_of


def restarted_policy(proposal):
    """All fields of a policy as it is published now, with the changes of a Proposal in them."""
    for_open = {"is_for_open_tickets": "yes" if proposal.content.get("is_for_open_tickets") else ""}
    return three_of(proposal, told_version).merged | for_open


def restarted_calendar(proposal):
    """The same of a calendar."""
    told = {
        name: value for name, value in three_of(proposal, told_calendar).merged.items() if value is not None
    }
    if proposal.valid_from:
        at = timezone.localtime(proposal.valid_from)
        told["valid_from"] = f"{written(at.date())}{' ' if is_persian() else 'T'}{at:%H:%M}"
    return told


def differences(proposal):
    """[(field, what it said when the change was begun, what was published since, what it is with the change), ...] in
    words, for each field that others or the change itself have changed."""
    is_calendar = proposal.kind == Proposal.Kind.CALENDAR
    three = three_of(proposal, told_calendar if is_calendar else told_version)
    merged = three.merged
    label, words = (_day_label, _day_words) if is_calendar else _of_policy(proposal, three)
    return [
        (label(name), *(words(name, side.get(name)) for side in (three.begun, three.newest, merged)))
        for name in three.changed
    ]


def _day_label(name):
    if name.startswith(SPECIAL):
        return _("Special day %(day)s") % {"day": name.removeprefix(SPECIAL)}
    return CalendarForm().fields[name].label


def _day_words(name, value):
    if isinstance(value, SpecialDay):
        return " ".join(filter(None, [str(What(value.what).label), value.hours, value.name]))
    return listed(value.values()) if isinstance(value, dict) else value or "—"


def _of_policy(proposal, three):
    """(label, words) of the fields of a policy: functions of a name, and of a name and its value."""
    fields = PolicyForm(party=Policy.Party(proposal.policy.party), policy=proposal.policy).fields

    def label(name):
        metric, _dash, rest = name.partition("-")
        if name == "steps":
            return _("Steps on the way")
        is_of_metric = metric in Metric.values and rest in ("pauses", "calendar", "end_of_day")
        return listed([Metric(metric).label, fields[name].label]) if is_of_metric else fields[name].label

    def words(name, value):
        if name == "steps":
            count = len(value or [])
            return ngettext("%(count)s step", "%(count)s steps", count) % {"count": number(count)}
        elif isinstance(value, bool):
            return _("yes") if value else _("no")
        elif not value:
            return "—"
        elif isinstance(value, dict):
            return listed(value.values())
        elif name.startswith("fits-"):
            return listed(names_of(name.removeprefix("fits-"), value))
        choices = {str(key): text for key, text in getattr(fields[name], "choices", [])}
        values = value if isinstance(value, list) else [value]
        return listed(choices.get(str(one), one) for one in values)

    return label, words
