"""From a Proposal to what it would be: versions that are not saved, the book with them in it, and their publishing.

The content of a calendar is {"name", "names", "spec"}, that of a policy {"name", "names", "party", "targets": [fields
of Target], "steps": [fields of Step]} and the other fields of PolicyVersion.
"""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import database_time
from sla.models import Calendar, CalendarVersion, Policy, PolicyVersion, Proposal, Step, Target

LONG_AGO = datetime(1971, 1, 1, tzinfo=UTC)
# The key of what is not there yet: after all that are there, as it will be.
NEW = 2**62
OF_VERSION = (
    "order", "is_active", "fits", "reopening", "on_change", "starts_with_agents_note", "is_for_open_tickets",
)  # fmt: skip


def version_of(proposal, *, valid_from):
    """The unsaved CalendarVersion or PolicyVersion of a Proposal, with `proposed_targets` and `proposed_steps` on the
    latter."""
    facts = {"valid_from": valid_from, "made_at": valid_from}
    content = proposal.content
    if proposal.kind == Proposal.Kind.CALENDAR:
        return CalendarVersion(calendar_id=proposal.calendar_id or NEW, spec=content["spec"], **facts)
    policy = proposal.policy or Policy(pk=NEW, name=content["name"])
    policy.party = content["party"]
    known = {name: content[name] for name in OF_VERSION if name in content}
    version = PolicyVersion(policy=policy, calendar_id=content["calendar"], **known, **facts)
    version.proposed_targets = [Target(version=version, **_facts(one)) for one in content["targets"]]
    version.proposed_steps = [Step(version=version, **_facts(one)) for one in content["steps"]]
    return version


def proposed_book(book, proposal, *, valid_from, is_alone=False):
    """The book as it would be with the Proposal published; `is_alone`: as if it had always held."""
    version = version_of(proposal, valid_from=LONG_AGO if is_alone else valid_from)
    if proposal.kind == Proposal.Kind.CALENDAR:
        return book.with_calendar(version, is_alone=is_alone)
    return book.with_policy(version, version.proposed_targets, version.proposed_steps, is_alone=is_alone)


def parts_of(version):
    """(targets, steps) of a PolicyVersion, published or proposed."""
    if version.pk is None:
        return version.proposed_targets, version.proposed_steps
    return version.targets.all(), version.steps.all()


def base_of(thing, typed=""):
    """The key of the version that a change of a Calendar or Policy begins from: the one a form names, else the
    newest. None for a new thing."""
    if thing is None:
        return None
    keys = set(thing.versions.values_list("pk", flat=True))
    return int(typed) if typed in map(str, keys) else max(keys, default=None)


@transaction.atomic
def publish(proposal, *, by):
    """Let the Proposal hold from its moment on, and let workers carry it over to what is open. A second press does
    nothing; ValidationError says what has come between."""
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.stage != Proposal.Stage.READY:
        return proposal
    _refuse_if_overtaken(proposal)
    is_calendar = proposal.kind == Proposal.Kind.CALENDAR
    (_publish_calendar if is_calendar else _publish_policy)(proposal, by)
    # A promise for new tickets has nothing to be carried over to.
    is_spread = is_calendar or proposal.content.get("is_for_open_tickets")
    proposal.stage = Proposal.Stage.SPREAD if is_spread else Proposal.Stage.DONE
    proposal.reached, proposal.done = 0, 0
    proposal.attempts, proposal.next_try_at, proposal.trouble = 0, database_time(), ""
    proposal.save()
    return proposal


def _refuse_if_overtaken(proposal):
    """Of two changes of one thing the second waits here, and then knows of the first."""
    if proposal.thing is not None:
        type(proposal.thing).objects.select_for_update().get(pk=proposal.thing.pk)
    if proposal.overtaken_by():
        raise ValidationError(
            _("Nothing was published: another version was published after this change was begun.")
        )


def _publish_calendar(proposal, by):
    content = proposal.content
    thing = proposal.calendar or Calendar()
    thing.name, thing.names = content["name"], content.get("names", {})
    thing.save()
    version = thing.publish(content["spec"], by=by, valid_from=proposal.valid_from)
    proposal.calendar, proposal.valid_from = thing, version.valid_from


def _publish_policy(proposal, by):
    content = proposal.content
    thing = proposal.policy or Policy()
    thing.name, thing.names, thing.party = content["name"], content.get("names", {}), content["party"]
    thing.save()
    version = thing.publish(
        [Target(**_facts(one)) for one in content["targets"]],
        [Step(**_facts(one)) for one in content["steps"]],
        calendar=Calendar.objects.get(pk=content["calendar"]),
        by=by,
        **{name: content[name] for name in OF_VERSION if name in content},
    )
    proposal.policy, proposal.valid_from = thing, version.valid_from


def _facts(content):
    return {("calendar_id" if name == "calendar" else name): value for name, value in content.items()}
