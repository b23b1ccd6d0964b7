"""A change that another has overtaken: what was published since it was begun, and its own values on top of that."""

from dataclasses import dataclass

from django.utils import timezone

from sla.models import Calendar, CalendarVersion, Proposal
from sla.proposing import version_of

# The longest key a row can have, in digits.
LONGEST_KEY = 18


@dataclass
class Three:
    """What the fields of one change said when it was begun, what they say now, and what it makes of them: dicts."""

    begun: dict
    newest: dict
    own: dict

    @property
    def merged(self):
        """The newest, with all that the change itself has changed."""
        return {name: self._of_one(name) for name in {**self.newest, **self.own}}

    @property
    def changed(self):
        """The names of the fields that others or this change itself have changed, in order."""
        names = {**self.newest, **self.begun, **self.own}
        sides = (self.newest, self.own)
        return [
            one for one in names if not all(is_same(self.begun.get(one), side.get(one)) for side in sides)
        ]

    def _of_one(self, name):
        own = self.own.get(name)
        return self.newest.get(name) if is_same(own, self.begun.get(name)) else own


def waiting_change(kind, thing, key):
    """The unpublished Proposal for a Calendar or Policy (None: a new one) that an address names; None when there
    is no such."""
    if not key.isdecimal() or len(key) > LONGEST_KEY:
        return None
    return Proposal.objects.unpublished().filter(pk=key, kind=kind, **{kind.value: thing}).first()


def replace(proposal, *, by):
    """Forget a Proposal (or None) that its own maker has carried over into another."""
    if proposal is not None and proposal.made_by_id == by.pk:
        Proposal.objects.unpublished().filter(pk=proposal.pk).delete()


def is_same(one, other):
    """Whether two values say the same: every nothing is the same nothing."""
    return (one or None) == (other or None)


def three_of(proposal, told):
    """The Three of a Proposal. `told(thing, version)` gives the fields of a version, whose `thing` bears the names it
    had then."""
    thing, own = proposal.thing, version_of(proposal, valid_from=timezone.now())
    if thing is None:
        return Three({}, {}, told(_new(proposal, own), own))
    begun = thing.versions.filter(pk=proposal.based_on).first()
    newest = thing.versions.order_by("pk").last()
    return Three(
        told(named(thing, begun and _published_with(proposal, begun)), begun) if begun else {},
        told(thing, newest),
        told(named(thing, proposal.content), own),
    )


def _new(proposal, version):
    """The Calendar or Policy that a Proposal would make."""
    content = proposal.content
    if proposal.kind == Proposal.Kind.CALENDAR:
        return Calendar(name=content["name"], names=content.get("names", {}))
    version.policy.names = content.get("names", {})
    return version.policy


def named(thing, content):
    """A copy of a Calendar or Policy with the names that the content of a Proposal gives it."""
    copy = type(thing).objects.get(pk=thing.pk)
    if content:
        copy.name, copy.names = content["name"], content.get("names", {})
    return copy


def _published_with(proposal, version):
    """The content of the Proposal through which a version was published; None for one that needed none."""
    field = "calendar" if isinstance(version, CalendarVersion) else "policy"
    others = Proposal.objects.filter(**{field: proposal.thing}, valid_from=version.valid_from)
    return others.exclude(stage__in=Proposal.WAITING).values_list("content", flat=True).first()
